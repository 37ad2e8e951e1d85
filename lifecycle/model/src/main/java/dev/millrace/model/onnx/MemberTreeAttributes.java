package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/**
 * Ensembles in the attributes that ONNX's TreeEnsemble takes (ai.onnx.ml from version 5 on), the
 * only operator that asks whether a value is one of a set. Decisions and leaves are numbered apart.
 *
 * <p>There is no base value: it is written as the first tree, so that sums are taken in the same
 * order as by TreeEnsembleRegressor. A tree without a decision is written as one between two equal
 * leaves: the standard would have both children be one leaf, but ONNX Runtime 1.29 then takes the
 * number of the decision for that of the leaf.
 */
final class MemberTreeAttributes {

  private static final int BRANCH_LT = 1;
  private static final int BRANCH_MEMBER = 6;
  private static final int SUM = 1;

  private final List<Long> roots = new ArrayList<>();
  private final ByteString.Output modes = ByteString.newOutput();
  private final List<Long> featureIds = new ArrayList<>();
  private final List<Float> thresholds = new ArrayList<>();
  private final List<Long> trueIds = new ArrayList<>();
  private final List<Long> trueLeaves = new ArrayList<>();
  private final List<Long> falseIds = new ArrayList<>();
  private final List<Long> falseLeaves = new ArrayList<>();
  private final List<Long> missingTracksTrue = new ArrayList<>();
  private final List<Float> members = new ArrayList<>();
  private final List<Long> leafTargets = new ArrayList<>();
  private final List<Float> leafWeights = new ArrayList<>();

  private MemberTreeAttributes() {}

  static List<AttributeProto> of(Trees trees) {
    MemberTreeAttributes arrays = new MemberTreeAttributes();
    arrays.addConstant(trees.baseValue());
    for (List<Trees.Node> tree : trees.trees()) {
      if (tree.getFirst() instanceof Trees.Leaf(float weight)) {
        arrays.addConstant(weight);
      } else {
        arrays.add(tree);
      }
    }
    return arrays.attributes();
  }

  private void addConstant(float weight) {
    Trees.Leaf leaf = new Trees.Leaf(weight);
    add(List.of(new Trees.Branch(0, 0, 1, 2, false), leaf, leaf));
  }

  private void add(List<Trees.Node> tree) {
    long[] numbers = new long[tree.size()];
    long decisions = featureIds.size();
    for (int node = 0; node < numbers.length; node++) {
      if (tree.get(node) instanceof Trees.Leaf(float weight)) {
        numbers[node] = leafWeights.size();
        leafWeights.add(weight);
        leafTargets.add(0L);
      } else {
        numbers[node] = decisions++;
      }
    }
    roots.add(numbers[0]);
    for (Trees.Node node : tree) {
      switch (node) {
        case Trees.Branch branch -> {
          decide(BRANCH_LT, branch.feature(), branch.threshold(), branch.missingBelow());
          children(tree, numbers, branch.below(), branch.otherwise());
        }
        case Trees.Membership member -> {
          decide(BRANCH_MEMBER, member.feature(), 0, member.missingInside());
          children(tree, numbers, member.inside(), member.outside());
          member.categories().forEach(category -> members.add((float) category));
          members.add(Float.NaN);
        }
        case Trees.Leaf _ -> {}
      }
    }
  }

  private void decide(int mode, int feature, float threshold, boolean missingTrue) {
    modes.write(mode);
    featureIds.add((long) feature);
    thresholds.add(threshold);
    missingTracksTrue.add(missingTrue ? 1L : 0L);
  }

  private void children(List<Trees.Node> tree, long[] numbers, int whenTrue, int whenFalse) {
    trueIds.add(numbers[whenTrue]);
    trueLeaves.add(tree.get(whenTrue) instanceof Trees.Leaf ? 1L : 0L);
    falseIds.add(numbers[whenFalse]);
    falseLeaves.add(tree.get(whenFalse) instanceof Trees.Leaf ? 1L : 0L);
  }

  private List<AttributeProto> attributes() {
    List<AttributeProto> attributes =
        new ArrayList<>(
            List.of(
                Protos.attribute("aggregate_function", SUM),
                Protos.integers("leaf_targetids", leafTargets),
                Protos.attribute("leaf_weights", floats(leafWeights)),
                Protos.attribute("n_targets", 1),
                Protos.integers("nodes_falseleafs", falseLeaves),
                Protos.integers("nodes_falsenodeids", falseIds),
                Protos.integers("nodes_featureids", featureIds),
                Protos.integers("nodes_missing_value_tracks_true", missingTracksTrue),
                Protos.attribute("nodes_modes", modes()),
                Protos.attribute("nodes_splits", floats(thresholds)),
                Protos.integers("nodes_trueleafs", trueLeaves),
                Protos.integers("nodes_truenodeids", trueIds),
                Protos.attribute("post_transform", 0),
                Protos.integers("tree_roots", roots)));
    if (!members.isEmpty()) {
      attributes.add(1, Protos.attribute("membership_values", floats(members)));
    }
    return attributes;
  }

  private TensorProto modes() {
    ByteString bytes = modes.toByteString();
    return TensorProto.newBuilder()
        .setDataType(TensorProto.DataType.UINT8.getNumber())
        .addDims(bytes.size())
        .setRawData(bytes)
        .build();
  }

  private static TensorProto floats(List<Float> values) {
    return TensorProto.newBuilder()
        .setDataType(TensorProto.DataType.FLOAT.getNumber())
        .addDims(values.size())
        .addAllFloatData(values)
        .build();
  }
}
