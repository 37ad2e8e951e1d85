package dev.millrace.model.predict;

import dev.millrace.model.onnx.Attributes;
import dev.millrace.model.onnx.OnnxLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From the parallel arrays of a TreeEnsemble, of decisions and of leaves, to a {@link TreeKernel}:
 * every decision must be reached once from one root, which the standard does not ask. Leaves may be
 * shared.
 *
 * <p>Here a decision has its place as its number, and leaf i is numbered i after the last decision.
 */
final class MemberTreeReader implements TreeSource {

  /** By the numbers that the operator gives them. */
  private static final List<TreeMode> MODES =
      List.of(
          TreeMode.LEQ,
          TreeMode.LT,
          TreeMode.GTE,
          TreeMode.GT,
          TreeMode.EQ,
          TreeMode.NEQ,
          TreeMode.MEMBER);

  private static final int SUM = 1;
  private static final int NO_TRANSFORM = 0;

  private final Call call;
  private final TreeMode[] modes;
  private final long[] featureIds;
  private final float[] thresholds;
  private final long[] trueIds;
  private final long[] trueLeaves;
  private final long[] falseIds;
  private final long[] falseLeaves;
  private final long[] missingTracksTrue;
  private final float[] leafWeights;
  private final long[] roots;
  private final float[][] sets;

  private MemberTreeReader(Call call) {
    Attributes attributes = call.attributes();
    this.call = call;
    modes = modes(attributes.bytes("nodes_modes"));
    featureIds = ofDecisions("nodes_featureids");
    thresholds = attributes.floats("nodes_splits");
    call.requireLength("nodes_splits", thresholds.length, modes.length);
    trueIds = ofDecisions("nodes_truenodeids");
    trueLeaves = ofDecisions("nodes_trueleafs");
    falseIds = ofDecisions("nodes_falsenodeids");
    falseLeaves = ofDecisions("nodes_falseleafs");
    missingTracksTrue =
        attributes.integers("nodes_missing_value_tracks_true").length == 0
            ? new long[modes.length]
            : ofDecisions("nodes_missing_value_tracks_true");
    leafWeights = attributes.floats("leaf_weights");
    roots = attributes.integers("tree_roots");
    sets = sets(attributes.floats("membership_values"));
  }

  /**
   * @throws dev.millrace.core.error.UserError if the arrays are not trees, or use what has no
   *     kernel
   */
  static TreeKernel read(Call call, int features, OnnxLimits limits) {
    call.takes(
        1,
        1,
        "aggregate_function",
        "leaf_targetids",
        "leaf_weights",
        "membership_values",
        "n_targets",
        "nodes_falseleafs",
        "nodes_falsenodeids",
        "nodes_featureids",
        "nodes_hitrates",
        "nodes_missing_value_tracks_true",
        "nodes_modes",
        "nodes_splits",
        "nodes_trueleafs",
        "nodes_truenodeids",
        "post_transform",
        "tree_roots");
    require(call, "aggregate_function", SUM, SUM);
    require(call, "post_transform", NO_TRANSFORM, NO_TRANSFORM);
    require(call, "n_targets", 1, 1);
    MemberTreeReader reader = new MemberTreeReader(call);
    reader.check();
    return new TreeFlattener(call, reader, features, limits).kernel(0);
  }

  private static void require(Call call, String name, int absent, int expected) {
    long found = call.attributes().integer(name, absent);
    if (found != expected) {
      throw call.unsupported(name + " " + found);
    }
  }

  private TreeMode[] modes(int[] numbers) {
    TreeMode[] found = new TreeMode[numbers.length];
    for (int node = 0; node < numbers.length; node++) {
      if (numbers[node] < 0 || numbers[node] >= MODES.size()) {
        throw call.wrong(describe(node) + " has mode " + numbers[node]);
      }
      found[node] = MODES.get(numbers[node]);
    }
    return found;
  }

  /** For each decision what it looks for: lists in their order, each ended by NaN. */
  private float[][] sets(float[] values) {
    List<float[]> lists = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= values.length; i++) {
      if (i == values.length ? start < i : Float.isNaN(values[i])) {
        lists.add(Arrays.copyOfRange(values, start, i));
        start = i + 1;
      }
    }
    float[][] sets = new float[modes.length][];
    int next = 0;
    for (int node = 0; node < modes.length; node++) {
      if (modes[node] == TreeMode.MEMBER && next < lists.size()) {
        sets[node] = lists.get(next);
      } else {
        sets[node] = new float[0];
      }
      next += modes[node] == TreeMode.MEMBER ? 1 : 0;
    }
    if (next != lists.size()) {
      throw call.wrong(
          "membership_values has " + lists.size() + " sets for " + next + " nodes that take one");
    }
    return sets;
  }

  private void check() {
    long[] targets = call.attributes().integers("leaf_targetids");
    call.requireLength("leaf_targetids", targets.length, leafWeights.length);
    for (int leaf = 0; leaf < targets.length; leaf++) {
      if (targets[leaf] != 0) {
        throw call.wrong("leaf " + leaf + " is of target " + targets[leaf] + ", of one");
      }
    }
    int[] parents = new int[modes.length];
    for (long root : roots) {
      if (root < 0 || root >= modes.length) {
        throw call.wrong("root " + root + " is not there");
      }
      parents[(int) root]++;
    }
    for (int node = 0; node < modes.length; node++) {
      count(parents, whenTrue(node));
      count(parents, whenFalse(node));
    }
    for (int node = 0; node < modes.length; node++) {
      if (parents[node] != 1) {
        throw call.unsupported(describe(node) + " reached " + parents[node] + " times");
      }
    }
    if (reached() != modes.length) {
      throw call.wrong("nodes of its trees form a cycle");
    }
  }

  private static void count(int[] parents, int child) {
    if (child < parents.length) {
      parents[child]++;
    }
  }

  /** How many decisions the roots reach. */
  private int reached() {
    int[] waiting = Arrays.copyOf(roots(), modes.length);
    int known = roots.length;
    for (int next = 0; next < known; next++) {
      for (int child : new int[] {whenTrue(waiting[next]), whenFalse(waiting[next])}) {
        if (child < modes.length) {
          waiting[known++] = child;
        }
      }
    }
    return known;
  }

  @Override
  public int[] roots() {
    return Arrays.stream(roots).mapToInt(Math::toIntExact).toArray();
  }

  /** A tree has one leaf more than decisions. */
  @Override
  public int size() {
    return Math.addExact(Math.multiplyExact(2, modes.length), roots.length);
  }

  @Override
  public TreeMode mode(int node) {
    return node < modes.length ? modes[node] : TreeMode.LEAF;
  }

  @Override
  public long feature(int node) {
    return featureIds[node];
  }

  @Override
  public float threshold(int node) {
    return thresholds[node];
  }

  @Override
  public float[] members(int node) {
    return sets[node];
  }

  @Override
  public int whenTrue(int node) {
    return child(node, trueIds[node], trueLeaves[node] != 0);
  }

  @Override
  public int whenFalse(int node) {
    return child(node, falseIds[node], falseLeaves[node] != 0);
  }

  private int child(int node, long place, boolean leaf) {
    if (place < 0 || place >= (leaf ? leafWeights.length : modes.length)) {
      throw call.wrong(
          describe(node) + " has a child, " + (leaf ? "leaf " : "node ") + place + ", not there");
    }
    return (leaf ? modes.length : 0) + (int) place;
  }

  @Override
  public boolean missingTracksTrue(int node) {
    return missingTracksTrue[node] != 0;
  }

  @Override
  public float weight(int leaf) {
    return leafWeights[leaf - modes.length];
  }

  @Override
  public String describe(int node) {
    return "node " + node;
  }

  private long[] ofDecisions(String name) {
    return call.integers(name, modes.length);
  }
}
