package dev.millrace.benchmark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.benchmark.engine.StoredKeys.Kind;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoredGraphTest {

  @Test
  void children_ofALayer_areThreeForEachAndHaveItAmongTheirParents() {
    int first = 41 * StoredGraph.WIDTH;
    int[] read = new int[StoredGraph.WIDTH];
    for (int artifact = first; artifact < first + StoredGraph.WIDTH; artifact++) {
      List<Integer> children = StoredGraph.children(artifact);
      assertThat(children).hasSize(StoredGraph.FAN_OUT);
      for (int child : children) {
        assertThat(StoredGraph.parents(child)).contains(artifact);
        read[child - first - StoredGraph.WIDTH]++;
      }
    }
    assertThat(read).containsOnly(StoredGraph.FAN_OUT);
  }

  @Test
  void family_atTheEdges_ends() {
    assertThat(StoredGraph.parents(StoredGraph.WIDTH - 1)).isEmpty();
    assertThat(StoredGraph.children(StoredGraph.ARTIFACTS - 1)).isEmpty();
    assertThat(StoredGraph.family(StoredGraph.WIDTH, 5, true)).hasSizeBetween(2, 4);
  }

  @Test
  void keys_ofManyRows_areValidAndDistinctAndIdsInOrder() {
    List<String> ids =
        IntStream.range(0, 10_000).mapToObj(row -> StoredKeys.id(Kind.ARTIFACT, row)).toList();
    Set<String> digests = new HashSet<>();
    for (int row = 0; row < 10_000; row++) {
      digests.add(new Digest(StoredKeys.digest(Kind.ARTIFACT, row)).hex());
    }
    assertThat(ids).isSorted().doesNotHaveDuplicates();
    assertThat(ids).allSatisfy(id -> assertThat(Id.parse(id).uuid().version()).isEqualTo(7));
    assertThat(digests).hasSize(10_000);
  }
}
