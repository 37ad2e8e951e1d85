package dev.millrace.data.transform;

import dev.millrace.model.DataType;
import java.util.List;

/** A raw column of a split that stands beside the features: the label, a weight, a group. */
public sealed interface KeptColumn {

  int rows();

  /** Rows that have no value. */
  int missing();

  /**
   * @param type a boolean's values are 0 and 1, a timestamp's microseconds since 1970
   * @param values of a row that has none, NaN
   */
  record Numbers(DataType type, double[] values, int missing) implements KeptColumn {
    @Override
    public int rows() {
      return values.length;
    }
  }

  /**
   * @param texts the different ones
   * @param codes of each row the place of its text, −1 if it has none
   */
  record Texts(List<String> texts, int[] codes, int missing) implements KeptColumn {
    @Override
    public int rows() {
      return codes.length;
    }
  }
}
