package dev.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class BatchTest {

  private static final RowCodec CODEC =
      new RowCodec(
          List.of(
              new Signature.Field("flag", DataType.BOOLEAN, true),
              new Signature.Field("count", DataType.INTEGER, true),
              new Signature.Field("number", DataType.NUMBER, true),
              new Signature.Field("text", DataType.STRING, true)),
          "UTC");

  private static Batch batch() {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    boolean[] present = {true, false, true, true};
    columns.put("flag", new Column.Booleans(new boolean[] {true, false, false, true}, present));
    columns.put("count", new Column.Longs(new long[] {1, 0, 3, 4}, present));
    columns.put("number", new Column.Doubles(new double[] {0.5, 1.5, 2.5, 3.5}, null));
    columns.put("text", new Column.Strings(new String[] {"a", "", "a"}, new int[] {2, -1, 1, 0}));
    return new Batch(4, columns);
  }

  @Test
  void slice_ofAnyRows_hasThoseRows() {
    List<ObjectNode> whole = CODEC.encode(batch());
    for (int from = 0; from <= 4; from++) {
      for (int to = from; to <= 4; to++) {
        Batch slice = batch().slice(from, to);
        assertThat(slice.rows()).isEqualTo(to - from);
        assertThat(CODEC.encode(slice)).isEqualTo(whole.subList(from, to));
      }
    }
  }

  @Test
  void new_columnOfAnotherSize_isRefused() {
    assertThatThrownBy(() -> new Batch(3, batch().columns()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'flag' has 4 values in a batch of 3 rows");
  }
}
