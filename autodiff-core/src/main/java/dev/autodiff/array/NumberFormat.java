package dev.autodiff.array;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * How the numbers of one array are written, NumPy's way: each with the fewest digits that tell it
 * from its neighbours, at most eight after the point, and all of them in scientific notation if
 * their sizes differ too much.
 */
final class NumberFormat {
  private static final int PRECISION = 8;

  private final DType dtype;
  private boolean scientific;
  private int left; // width before the point, with the sign
  private int right; // width after it; in scientific notation the digits of the fraction
  private int exponent; // digits of the exponent
  private int width;

  private NumberFormat(DType dtype) {
    this.dtype = dtype;
  }

  /** Returns the format in which all the given values line up. */
  static NumberFormat fitting(DType dtype, List<Double> values) {
    NumberFormat f = new NumberFormat(dtype);
    if (dtype == DType.INT32) {
      values.forEach(v -> f.width = Math.max(f.width, f.cell(v).length()));
      return f;
    }
    List<Double> finite = new ArrayList<>(values);
    finite.removeIf(v -> !Double.isFinite(v));
    double max = 0;
    double min = Double.POSITIVE_INFINITY;
    for (double v : finite) {
      if (v != 0) {
        max = Math.max(max, Math.abs(v));
        min = Math.min(min, Math.abs(v));
      }
    }
    double large = dtype == DType.FLOAT32 ? 1e6 : 1e8;
    double small = dtype == DType.FLOAT32 ? 1e-4f : 1e-4;
    f.scientific = max > 0 && (max >= large || min < small || ratio(max, min, dtype) > 1000);
    for (double v : finite) {
      String[] parts = f.parts(v);
      f.left = Math.max(f.left, parts[0].length());
      f.right = Math.max(f.right, parts[1].length());
      f.exponent = Math.max(f.exponent, parts[2].length() - 1);
    }
    f.width = f.left + 1 + f.right + (f.scientific ? 2 + f.exponent : 0);
    for (double v : values) {
      f.width = Double.isFinite(v) ? f.width : Math.max(f.width, special(v).length());
    }
    return f;
  }

  private static double ratio(double max, double min, DType dtype) {
    return dtype == DType.FLOAT32 ? (float) max / (float) min : max / min;
  }

  /** Returns a value at the common width. */
  String cell(double v) {
    if (dtype == DType.INT32) {
      return pad(Integer.toString((int) v));
    }
    if (!Double.isFinite(v)) {
      return pad(special(v));
    }
    if (!scientific) {
      String[] parts = parts(v);
      return pad(parts[0] + "." + parts[1] + " ".repeat(right - parts[1].length()));
    }
    String[] parts = parts(v, rounded(new BigDecimal(Math.abs(v)), right + 1));
    String digits = parts[2].substring(1);
    return pad(
        parts[0]
            + "."
            + parts[1]
            + "0".repeat(right - parts[1].length())
            + "e"
            + parts[2].charAt(0)
            + "0".repeat(exponent - digits.length())
            + digits);
  }

  private String pad(String s) {
    return " ".repeat(Math.max(0, width - s.length())) + s;
  }

  /** Returns a lone number in full, as NumPy prints a scalar. */
  static String scalar(DType dtype, double v) {
    if (dtype == DType.INT32) {
      return Integer.toString((int) v);
    }
    if (!Double.isFinite(v)) {
      return special(v);
    }
    NumberFormat f = new NumberFormat(dtype);
    double size = Math.abs(v);
    double large = dtype == DType.FLOAT32 ? 1e6 : 1e16;
    f.scientific = size != 0 && (size < 1e-4 || size >= large);
    BigDecimal digits = f.shortest(size, 17);
    String[] parts = f.parts(v, digits);
    return f.scientific
        ? parts[0] + (parts[1].isEmpty() ? "" : "." + parts[1]) + "e" + parts[2]
        : parts[0] + "." + (parts[1].isEmpty() ? "0" : parts[1]);
  }

  private static String special(double v) {
    return Double.isNaN(v) ? "nan" : v > 0 ? "inf" : "-inf";
  }

  private String[] parts(double v) {
    double size = Math.abs(v);
    if (scientific) {
      return parts(v, shortest(size, PRECISION + 1));
    }
    BigDecimal exact = new BigDecimal(size);
    BigDecimal digits = exact;
    for (int k = 0; k <= PRECISION; k++) {
      digits = exact.setScale(k, RoundingMode.HALF_EVEN);
      if (isSame(digits, size)) {
        break;
      }
    }
    return parts(v, digits);
  }

  /** Returns the fewest digits, at most {@code most}, that read back as {@code size}. */
  private BigDecimal shortest(double size, int most) {
    BigDecimal exact = new BigDecimal(size);
    BigDecimal digits = exact;
    for (int p = 1; p <= most; p++) {
      digits = rounded(exact, p);
      if (isSame(digits, size)) {
        break;
      }
    }
    return digits;
  }

  private static BigDecimal rounded(BigDecimal exact, int digits) {
    return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  private boolean isSame(BigDecimal digits, double size) {
    return dtype == DType.FLOAT32
        ? digits.floatValue() == (float) size
        : digits.doubleValue() == size;
  }

  /** Returns what stands before the point, after it, and the exponent with its sign, if any. */
  private String[] parts(double v, BigDecimal digits) {
    String sign = v < 0 || 1 / v < 0 ? "-" : "";
    BigDecimal d = digits.signum() == 0 ? BigDecimal.ZERO : digits.stripTrailingZeros();
    if (!scientific) {
      String[] halves = d.toPlainString().split("\\.", 2);
      return new String[] {sign + halves[0], halves.length > 1 ? halves[1] : "", ""};
    }
    String all = d.unscaledValue().toString();
    int e = d.signum() == 0 ? 0 : d.precision() - d.scale() - 1;
    String power = Integer.toString(Math.abs(e));
    return new String[] {
      sign + all.charAt(0),
      all.substring(1),
      (e < 0 ? "-" : "+") + (power.length() < 2 ? "0" : "") + power
    };
  }
}
