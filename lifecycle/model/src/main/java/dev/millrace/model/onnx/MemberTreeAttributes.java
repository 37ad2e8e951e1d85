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

  private final AttributeProto.Builder roots = Protos.integers("tree_roots");
  private final ByteString.Output modes = ByteString.newOutput();
  private final AttributeProto.Builder featureIds = Protos.integers("nodes_featureids");
  private final TensorProto.Builder thresholds = floats();
  private final AttributeProto.Builder trueIds = Protos.integers("nodes_truenodeids");
  private final AttributeProto.Builder trueLeaves = Protos.integers("nodes_trueleafs");
  private final AttributeProto.Builder falseIds = Protos.integers("nodes_falsenodeids");
  private final AttributeProto.Builder falseLeaves = Protos.integers("nodes_falseleafs");
  private final AttributeProto.Builder missingTracksTrue =
      Protos.integers("nodes_missing_value_tracks_true");
  private final TensorProto.Builder members = floats();
  private final AttributeProto.Builder leafTargets = Protos.integers("leaf_targetids");
  private final TensorProto.Builder leafWeights = floats();

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
    long decisions = featureIds.getIntsCount();
    for (int node = 0; node < numbers.length; node++) {
      if (tree.get(node) instanceof Trees.Leaf(float weight)) {
        numbers[node] = leafWeights.getFloatDataCount();
        leafWeights.addFloatData(weight);
        leafTargets.addInts(0);
      } else {
        numbers[node] = decisions++;
      }
    }
    roots.addInts(numbers[0]);
    for (Trees.Node node : tree) {
      switch (node) {
        case Trees.Branch branch -> {
          decide(BRANCH_LT, branch.feature(), branch.threshold(), branch.missingBelow());
          children(tree, numbers, branch.below(), branch.otherwise());
        }
        case Trees.Membership member -> {
          decide(BRANCH_MEMBER, member.feature(), 0, member.missingInside());
          children(tree, numbers, member.inside(), member.outside());
          member.categories().forEach(category -> members.addFloatData(category));
          members.addFloatData(Float.NaN);
        }
        case Trees.Leaf _ -> {}
      }
    }
  }

  private void decide(int mode, int feature, float threshold, boolean missingTrue) {
    modes.write(mode);
    featureIds.addInts(feature);
    thresholds.addFloatData(threshold);
    missingTracksTrue.addInts(missingTrue ? 1 : 0);
  }

  private void children(List<Trees.Node> tree, long[] numbers, int whenTrue, int whenFalse) {
    trueIds.addInts(numbers[whenTrue]);
    trueLeaves.addInts(tree.get(whenTrue) instanceof Trees.Leaf ? 1 : 0);
    falseIds.addInts(numbers[whenFalse]);
    falseLeaves.addInts(tree.get(whenFalse) instanceof Trees.Leaf ? 1 : 0);
  }

  private List<AttributeProto> attributes() {
    List<AttributeProto> attributes =
        new ArrayList<>(
            List.of(
                Protos.attribute("aggregate_function", SUM),
                leafTargets.build(),
                attribute("leaf_weights", leafWeights),
                Protos.attribute("n_targets", 1),
                falseLeaves.build(),
                falseIds.build(),
                featureIds.build(),
                missingTracksTrue.build(),
                Protos.attribute("nodes_modes", modes()),
                attribute("nodes_splits", thresholds),
                trueLeaves.build(),
                trueIds.build(),
                Protos.attribute("post_transform", 0),
                roots.build()));
    if (members.getFloatDataCount() > 0) {
      attributes.add(1, attribute("membership_values", members));
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

  private static TensorProto.Builder floats() {
    return TensorProto.newBuilder().setDataType(TensorProto.DataType.FLOAT.getNumber());
  }

  private static AttributeProto attribute(String name, TensorProto.Builder floats) {
    return Protos.attribute(name, floats.addDims(floats.getFloatDataCount()).build());
  }
}
