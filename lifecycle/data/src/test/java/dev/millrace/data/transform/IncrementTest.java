package dev.millrace.data.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.port.PartialCache;
import dev.millrace.core.value.Digest;
import dev.millrace.data.TestTask;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.transform.FeatureSpec.Clip;
import dev.millrace.data.transform.FeatureSpec.Scale;
import dev.millrace.data.transform.FeatureSpec.Vocabulary;
import dev.millrace.data.transform.FeatureSpec.Weight;
import dev.millrace.data.transform.FeatureSpec.Words;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features of every kind, analysed shard by shard. */
class IncrementTest {

  @TempDir private Path directory;

  private static final class Kept implements PartialCache {
    private final Map<Digest, byte[]> kept = new ConcurrentHashMap<>();

    @Override
    public Optional<byte[]> find(Digest key) {
      return Optional.ofNullable(kept.get(key));
    }

    @Override
    public void put(Digest key, byte[] result) {
      kept.put(key, result.clone());
    }
  }

  @Test
  void run_onAnyThreadsWithOrWithoutCache_givesTheSameBytes() throws Exception {
    Transforming transforming = new Transforming(directory);
    Examples examples = transforming.sharded(shards(5));
    byte[] graph = null;
    Path rows = null;
    Kept cache = new Kept();
    for (int threads : new int[] {1, 2, 7}) {
      for (PartialCache used : new PartialCache[] {PartialCache.none(), cache}) {
        TestTask task = TestTask.in(directory).threads(threads).cache(used);
        Transform.Outputs outputs = transforming.run(task, examples, features());
        byte[] onnx = TransformFiles.read(outputs.graph()).onnx();
        Path shard = Splits.shard(outputs.transformed(), Splits.TRAIN);
        if (graph != null && rows != null) {
          assertThat(onnx).isEqualTo(graph);
          assertThat(shard).hasSameBinaryContentAs(rows);
        }
        graph = onnx;
        rows = shard;
      }
    }
  }

  @Test
  void run_oneShardMore_readsThatOnlyAndEqualsTheFullAnalysis() throws Exception {
    Transforming transforming = new Transforming(directory);
    Kept cache = new Kept();
    Map<String, FeatureSpec> onePass = new HashMap<>(features());
    onePass.keySet().removeAll(List.of("filled", "bounded"));
    transforming.run(TestTask.in(directory).cache(cache), transforming.sharded(shards(4)), onePass);
    Examples grown = transforming.sharded(shards(5));
    TestTask task = TestTask.in(directory).cache(cache);
    Transform.Outputs incremental = transforming.run(task, grown, onePass);
    Transform.Outputs full = transforming.run(TestTask.in(directory), grown, onePass);
    assertThat(TransformFiles.read(incremental.graph()).onnx())
        .isEqualTo(TransformFiles.read(full.graph()).onnx());
    assertThat(task.lines())
        .contains("analysed 1 of 5 shards of 'train' in 1 passes; 4 were known");
  }

  @Test
  void run_shardsWithNotedDigests_areKnownByThem() throws Exception {
    Transforming transforming = new Transforming(directory);
    Kept cache = new Kept();
    List<String> noted = List.of(Digest.of("one").hex(), Digest.of("other").hex());
    Examples first = transforming.sharded(shards(2));
    first.property(Splits.DIGESTS, Map.of(Splits.TRAIN, noted));
    Map<String, FeatureSpec> onePass = new HashMap<>(features());
    onePass.keySet().removeAll(List.of("filled", "bounded"));
    transforming.run(TestTask.in(directory).cache(cache), first, onePass);
    Examples second = transforming.sharded(shards(3).subList(1, 3));
    second.property(Splits.DIGESTS, Map.of(Splits.TRAIN, List.of(noted.getFirst())));
    TestTask task = TestTask.in(directory).cache(cache);
    transforming.run(task, second, onePass);
    assertThat(task.lines())
        .as("the second has no digest noted, so it is known by its bytes")
        .anyMatch(line -> line.startsWith("analysed 1 of 2 shards of 'train'"));
  }

  @Test
  void run_stepsThatDependOnSteps_takeAPassEach() throws Exception {
    TestTask task = TestTask.in(directory);
    Transforming transforming = new Transforming(directory);
    transforming.run(task, transforming.sharded(shards(2)), features());
    assertThat(task.lines())
        .contains("analysed 2 of 2 shards of 'train' in 3 passes; 0 were known");
  }

  static List<String> shards(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                """
      SELECT
        TIMESTAMP '1969-11-01' + to_minutes(CAST(i * 7919 AS BIGINT)) AS date,
        CASE WHEN i %% 13 = 0 THEN NULL ELSE (i %% 977) / 7.0 END AS distance,
        CASE WHEN i %% 11 = 0 THEN NULL ELSE chr(65 + CAST(sqrt(i %% 400) AS INTEGER)) END AS origin,
        i %% 5 AS carrier,
        CASE WHEN i %% 9 = 0 THEN NULL ELSE 'gate ' || (i %% 17) || ' late' END AS note
      FROM range(%d, %d) AS r(i)
      """
                    .formatted(i * 3000, i * 3000 + 3000))
        .toList();
  }

  /** The longest chain needs three passes: a mean, quantiles after it, a scale after those. */
  static Map<String, FeatureSpec> features() {
    Map<String, FeatureSpec> features = new HashMap<>();
    features.put("hour", FeatureSpec.from("date").part(DatePart.HOUR).cycle().build());
    features.put(
        "filled",
        FeatureSpec.from("distance")
            .impute(Impute.mean())
            .indicator()
            .clip(Clip.toQuantiles(0.01, 0.99))
            .scale(Scale.Z_SCORE)
            .build());
    features.put(
        "bounded",
        FeatureSpec.expression("sqrt(distance) / (carrier - 1)")
            .impute(Impute.median())
            .scale(Scale.ROBUST)
            .per("origin")
            .build());
    features.put("bucket", FeatureSpec.from("distance").quantileBuckets(7).per("carrier").build());
    features.put("origin", FeatureSpec.from("origin").vocabulary(Vocabulary.top(5)).build());
    features.put(
        "pair",
        FeatureSpec.cross("origin", "carrier")
            .vocabulary(new Vocabulary(9, 2, 3))
            .oneHot()
            .build());
    features.put(
        "note",
        FeatureSpec.from("note").words(new Words(List.of(1, 2), 12, 1, Weight.TF_IDF)).build());
    return features;
  }
}
