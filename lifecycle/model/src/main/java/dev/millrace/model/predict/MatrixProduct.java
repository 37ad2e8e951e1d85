package dev.millrace.model.predict;

import dev.millrace.model.onnx.Shape;
import dev.millrace.model.onnx.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * MatMul of rows and a constant matrix. A row's products are added from the first to the last, in
 * the type of the elements, however many columns are computed side by side.
 */
final class MatrixProduct {

  private MatrixProduct() {}

  static Operand compile(Call call, Assembly assembly) {
    Operand.Slot matrix = call.slot(0);
    Tensor by = call.constant(1).tensor();
    List<Integer> dimensions = by.dimensions();
    if (!(matrix.shape() instanceof Shape.Matrix) || dimensions.size() != 2) {
      throw call.unsupported("shape " + matrix.shape() + " by dimensions " + dimensions);
    }
    if (dimensions.getFirst() != matrix.width() || matrix.type() != by.type()) {
      throw call.wrong(
          matrix.type() + " " + matrix.shape() + " by " + by.type() + " of " + dimensions);
    }
    if (by.size() == 0) {
      throw call.unsupported("a constant of no elements");
    }
    Operand.Slot product =
        assembly.layout().slot(matrix.type(), new Shape.Matrix(dimensions.getLast()));
    assembly.add(kernel(call, by, matrix, product));
    return product;
  }

  private static Kernel kernel(Call call, Tensor by, Operand.Slot matrix, Operand.Slot product) {
    int x = matrix.index();
    int z = product.index();
    int inner = matrix.width();
    return switch (by) {
      case Tensor.Doubles(var _, double[] y) ->
          (f, rows) -> multiply(f.doubles(x), inner, y, f.doubles(z), rows);
      case Tensor.Floats(var _, float[] y) ->
          (f, rows) -> multiply(f.floats(x), inner, y, f.floats(z), rows);
      case Tensor.Longs _, Tensor.Booleans _, Tensor.Strings _ ->
          throw call.unsupported(by.type().toString());
    };
  }

  private static void multiply(double[] x, int inner, double[] y, double[] z, int rows) {
    int width = y.length / inner;
    Arrays.fill(z, 0, rows * width, 0);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < inner; i++) {
        double factor = x[row * inner + i];
        for (int column = 0; column < width; column++) {
          z[row * width + column] += factor * y[i * width + column];
        }
      }
    }
  }

  private static void multiply(float[] x, int inner, float[] y, float[] z, int rows) {
    int width = y.length / inner;
    Arrays.fill(z, 0, rows * width, 0);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < inner; i++) {
        float factor = x[row * inner + i];
        for (int column = 0; column < width; column++) {
          z[row * width + column] += factor * y[i * width + column];
        }
      }
    }
  }
}
