package dev.autodiff.array;

/**
 * The type of an array's elements. {@link #FLOAT64} is the default and the type to verify gradients
 * in, {@link #FLOAT32} trains faster, {@link #INT32} holds labels and indices. Operations never
 * convert silently: mixing types is an error.
 */
public enum DType {
  /** IEEE 754 double precision, {@code double[]}. */
  FLOAT64(Math.ulp(1.0)),
  /** IEEE 754 single precision, {@code float[]}. */
  FLOAT32(Math.ulp(1.0f)),
  /** 32-bit integers, {@code int[]}: labels and indices, never differentiated. */
  INT32(0);

  private final double epsilon;

  DType(double epsilon) {
    this.epsilon = epsilon;
  }

  /** Returns whether values of this type can carry a derivative. */
  public boolean isFloating() {
    return this != INT32;
  }

  /** Returns the distance from 1 to the next larger number of this type; 0 for integers. */
  public double epsilon() {
    return epsilon;
  }

  /** Returns how many bytes of memory an element takes. */
  public int bytes() {
    return this == FLOAT64 ? Double.BYTES : Float.BYTES;
  }

  /** Returns a new Java array of zeros. */
  Object allocate(int size) {
    return switch (this) {
      case FLOAT64 -> new double[size];
      case FLOAT32 -> new float[size];
      case INT32 -> new int[size];
    };
  }

  /** Returns the name as NumPy writes it, such as {@code float64}. */
  @Override
  public String toString() {
    return switch (this) {
      case FLOAT64 -> "float64";
      case FLOAT32 -> "float32";
      case INT32 -> "int32";
    };
  }

  /** Returns the type of a Java array's elements. */
  static DType ofStorage(Object storage) {
    if (storage instanceof double[]) {
      return FLOAT64;
    }
    if (storage instanceof float[]) {
      return FLOAT32;
    }
    if (storage instanceof int[]) {
      return INT32;
    }
    throw new IllegalArgumentException(
        "wrap: storage must be double[], float[] or int[], not "
            + storage.getClass().getSimpleName()
            + ".");
  }
}
