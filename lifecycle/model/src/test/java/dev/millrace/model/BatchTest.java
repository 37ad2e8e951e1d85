package dev.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.value.Json;
import java.util.ArrayList;
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
  void take_anyRowsTwiceOrNever_hasThoseRows() {
    List<ObjectNode> whole = CODEC.encode(batch());
    assertThat(CODEC.encode(batch().take(3, 0, 0, 2)))
        .containsExactly(whole.get(3), whole.get(0), whole.get(0), whole.get(2));
    assertThat(batch().take().rows()).isZero();
  }

  @Test
  void concat_ofAnySlices_hasAllRowsInOrder() {
    List<ObjectNode> whole = CODEC.encode(batch());
    for (int at = 0; at <= 4; at++) {
      List<Batch> parts = List.of(batch().slice(0, at), batch().slice(at, 4));
      assertThat(CODEC.encode(Batch.concat(parts))).isEqualTo(whole);
    }
  }

  @Test
  void concat_ofOtherDictionariesAndMasks_keepsEachRow() {
    ObjectNode first = row("b", true);
    ObjectNode second = row("c", false);
    Batch other = CODEC.decode(List.of(first, second));
    List<ObjectNode> expected = new ArrayList<>(CODEC.encode(batch()));
    expected.addAll(List.of(first, second));
    assertThat(CODEC.encode(Batch.concat(List.of(batch(), other)))).isEqualTo(expected);
  }

  private static ObjectNode row(String text, boolean flag) {
    return Json.object().put("flag", flag).put("count", 7L).put("number", 4.5).put("text", text);
  }

  @Test
  void new_columnOfAnotherSize_isRefused() {
    assertThatThrownBy(() -> new Batch(3, batch().columns()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'flag' has 4 values in a batch of 3 rows");
  }
}
