package dev.millrace.model.onnx;

import java.util.List;

/** A constant of a graph: its dimensions and its elements in row-major order. */
public sealed interface Tensor {

  List<Integer> dimensions();

  int size();

  ElementType type();

  record Booleans(List<Integer> dimensions, boolean[] values) implements Tensor {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public ElementType type() {
      return ElementType.BOOL;
    }
  }

  record Longs(List<Integer> dimensions, long[] values) implements Tensor {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public ElementType type() {
      return ElementType.INT64;
    }
  }

  record Floats(List<Integer> dimensions, float[] values) implements Tensor {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public ElementType type() {
      return ElementType.FLOAT;
    }
  }

  record Doubles(List<Integer> dimensions, double[] values) implements Tensor {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public ElementType type() {
      return ElementType.DOUBLE;
    }
  }

  record Strings(List<Integer> dimensions, String[] values) implements Tensor {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public ElementType type() {
      return ElementType.STRING;
    }
  }
}
