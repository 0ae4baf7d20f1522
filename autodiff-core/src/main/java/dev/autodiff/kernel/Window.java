package dev.autodiff.kernel;

/**
 * A window that moves along one axis: at place o its element k looks at o·stride − padding +
 * k·dilation, which is 0 where it lies outside the axis.
 *
 * @param length of the axis
 * @param size elements of the window
 * @param stride from one place to the next
 * @param padding zeros before and behind the axis
 * @param dilation from one element of the window to the next
 */
public record Window(int length, int size, int stride, int padding, int dilation) {

  /** Returns how many elements of the padded axis the window spans. */
  public int span() {
    return size == 0 ? 0 : dilation * (size - 1) + 1;
  }

  /** Returns the number of places; not positive if the window does not fit. */
  public int places() {
    return Math.floorDiv(length + 2 * padding - span(), stride) + 1;
  }

  /** Returns what element {@code k} looks at from place 0. */
  int start(int k) {
    return k * dilation - padding;
  }

  @Override
  public String toString() {
    return size
        + " over "
        + length
        + (stride == 1 ? "" : ", stride " + stride)
        + (padding == 0 ? "" : ", padding " + padding)
        + (dilation == 1 ? "" : ", dilation " + dilation);
  }
}
