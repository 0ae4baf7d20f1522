package dev.autodiff.examples.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Curves over a common x axis, as a PNG picture. */
public final class LineChart {
  // Okabe and Ito (2008): colours that colour-blind readers tell apart.
  private static final Color[] COLORS = {
    new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7),
  };

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 620;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 15);

  private final XYChart chart;
  private double last;
  private int color;

  private LineChart(XYChart chart) {
    this.chart = chart;
  }

  /** Starts a chart of the given title and axes. */
  public static LineChart of(String title, String xTitle, String yTitle) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    chart
        .getStyler()
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setChartTitleBoxVisible(false)
        .setChartTitleFont(FONT.deriveFont(Font.BOLD, 19f))
        .setLegendFont(FONT)
        .setLegendBorderColor(Color.LIGHT_GRAY)
        .setLegendPosition(LegendPosition.InsideNE)
        .setChartPadding(18);
    chart
        .getStyler()
        .setAxisTitleFont(FONT)
        .setAxisTickLabelsFont(FONT)
        .setXAxisTickMarkSpacingHint(80)
        .setPlotGridLinesStroke(new BasicStroke(1))
        .setPlotGridLinesColor(new Color(0xE4E4E4))
        .setPlotBorderVisible(false)
        .setMarkerSize(6)
        .setPlotContentSize(0.97);
    return new LineChart(chart);
  }

  /** Fixes the range of the y axis, which otherwise fits the curves. */
  public LineChart yRange(double low, double high) {
    chart.getStyler().setYAxisMin(low).setYAxisMax(high);
    return this;
  }

  /** Adds a curve. */
  public LineChart curve(String name, double[] x, double[] y) {
    return add(name, x, y, false);
  }

  /** Adds a dashed curve. */
  public LineChart dashed(String name, double[] x, double[] y) {
    return add(name, x, y, true);
  }

  private LineChart add(String name, double[] x, double[] y, boolean dashed) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setLineColor(COLORS[color % COLORS.length]);
    series.setMarkerColor(COLORS[color++ % COLORS.length]);
    series.setMarker(!dashed && x.length <= 40 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setLineStyle(dashed ? SeriesLines.DASH_DASH : SeriesLines.SOLID);
    series.setLineWidth(2.2f);
    // An axis that ends at the last of equally spaced points gets every n-th of them as a tick (0,
    // 11, 22, …); one that ends a little later gets round numbers.
    last = Math.max(last, Arrays.stream(x).max().orElse(0));
    chart.getStyler().setXAxisMax(last * 1.01);
    return this;
  }

  /** Puts the legend at the lower right, for curves that rise. */
  public LineChart legendAtLowerRight() {
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    return this;
  }

  /** Leaves a colour out, so that a curve has the same colour in two charts. */
  public LineChart skipColor() {
    color++;
    return this;
  }

  /**
   * Writes the picture, and makes its directory if need be.
   *
   * @throws IllegalArgumentException if the file's name does not end in .png
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    saveRow(file, this);
  }

  /**
   * Writes several charts side by side into one picture.
   *
   * @throws IllegalArgumentException if the file's name does not end in .png
   * @throws IOException if it cannot be written
   */
  public static void saveRow(Path file, LineChart... charts) throws IOException {
    requirePng(file);
    BufferedImage all = draw(file, charts);
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      ImageIO.write(all, "png", out);
    }
  }

  private static BufferedImage draw(Path file, LineChart[] charts) throws IOException {
    BufferedImage all =
        new BufferedImage(WIDTH * charts.length, HEIGHT, BufferedImage.TYPE_INT_RGB);
    try {
      Graphics2D graphics = all.createGraphics();
      for (int i = 0; i < charts.length; i++) {
        graphics.drawImage(BitmapEncoder.getBufferedImage(charts[i].chart), i * WIDTH, 0, null);
      }
      graphics.dispose();
      return all;
    } catch (LinkageError | InternalError e) { // as where a container lacks fonts
      throw new IOException(
          "plot "
              + file
              + ": this Java cannot draw text ("
              + e
              + "). Install fontconfig and a font, such as DejaVu.",
          e);
    }
  }

  /** Refuses a name that does not end in .png: to be called before long work. */
  public static void requirePng(Path file) {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new IllegalArgumentException(
          "plot " + file + ": pictures are written as PNG. Let the name end in .png.");
    }
  }
}
