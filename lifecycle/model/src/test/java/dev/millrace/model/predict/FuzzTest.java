package dev.millrace.model.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.RandomBatches;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.GraphBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, they are a graph that computes something, or a {@link UserError}. */
class FuzzTest {

  private static final int MUTATIONS = 6000;

  @Test
  void of_mutatedGraphs_computesOrRefuses() {
    GraphBuilder graph = Flights.model(Flights.trees(3, 3, new Random(1)));
    mutateOften(graph, Flights.rows(5, new Random(2)), MUTATIONS);
  }

  @Test
  void of_mutatedGraphsOfAllOperators_computesOrRefuses() {
    for (int seed = 0; seed < 6; seed++) {
      GraphBuilder graph = RandomGraphs.make(60, new Random(seed));
      List<Field> inputs = graph.signature("UTC").inputs();
      mutateOften(graph, RandomBatches.of(inputs, 5, new Random(seed)), MUTATIONS / 6);
    }
  }

  /**
   * @param batch of five rows
   */
  static void mutateOften(GraphBuilder graph, Batch batch, int mutations) {
    byte[] valid = graph.toBytes();
    Signature signature = graph.signature("UTC");
    int refused = 0;
    for (int seed = 0; seed < mutations; seed++) {
      byte[] mutated = mutate(valid, new Random(seed));
      try {
        Batch predicted = Predictor.of(mutated, signature).predict(batch);
        assertThat(predicted.rows()).as("seed " + seed).isEqualTo(5);
      } catch (UserError e) {
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(refused).isBetween(mutations / 10, mutations);
  }

  @Test
  void of_truncatedGraphs_refuses() {
    GraphBuilder graph = Flights.model(Flights.trees(1, 1, new Random(1)));
    byte[] valid = graph.toBytes();
    for (int length = 0; length < valid.length; length += 5) {
      byte[] cut = Arrays.copyOf(valid, length);
      try {
        Predictor.of(cut, graph.signature("UTC"));
        throw new AssertionError("accepted " + length + " of " + valid.length + " bytes");
      } catch (UserError e) {
        assertThat(e).hasMessageNotContaining("Exception");
      }
    }
  }

  /** One to a few changes: bits flipped, bytes overwritten, cut out, repeated, moved. */
  private static byte[] mutate(byte[] valid, Random random) {
    byte[] bytes = valid.clone();
    for (int change = random.nextInt(4); change >= 0 && bytes.length > 2; change--) {
      int at = random.nextInt(bytes.length);
      int length = 1 + random.nextInt(Math.min(40, bytes.length - at));
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
        case 3 -> bytes = splice(bytes, at, length, new byte[0]);
        case 4 -> bytes = splice(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
        default -> {
          int to = random.nextInt(bytes.length - length + 1);
          System.arraycopy(bytes, at, bytes, to, length);
        }
      }
    }
    return bytes;
  }

  private static byte[] splice(byte[] bytes, int at, int removed, byte[] inserted) {
    byte[] spliced = new byte[bytes.length - removed + inserted.length];
    System.arraycopy(bytes, 0, spliced, 0, at);
    System.arraycopy(inserted, 0, spliced, at, inserted.length);
    System.arraycopy(
        bytes, at + removed, spliced, at + inserted.length, bytes.length - at - removed);
    return spliced;
  }
}
