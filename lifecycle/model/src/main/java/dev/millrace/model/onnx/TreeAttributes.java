package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.google.protobuf.ByteString;
import java.util.List;

/** An ensemble in the parallel arrays that ONNX's TreeEnsembleRegressor takes. */
final class TreeAttributes {

  private static final ByteString BRANCH_LT = Protos.utf8("BRANCH_LT");
  private static final ByteString LEAF = Protos.utf8("LEAF");

  private final AttributeProto.Builder treeIds = Protos.integers("nodes_treeids");
  private final AttributeProto.Builder nodeIds = Protos.integers("nodes_nodeids");
  private final AttributeProto.Builder featureIds = Protos.integers("nodes_featureids");
  private final AttributeProto.Builder modes = Protos.strings("nodes_modes");
  private final AttributeProto.Builder thresholds = Protos.floats("nodes_values");
  private final AttributeProto.Builder trueIds = Protos.integers("nodes_truenodeids");
  private final AttributeProto.Builder falseIds = Protos.integers("nodes_falsenodeids");
  private final AttributeProto.Builder missingTracksTrue =
      Protos.integers("nodes_missing_value_tracks_true");
  private final AttributeProto.Builder leafTrees = Protos.integers("target_treeids");
  private final AttributeProto.Builder leafNodes = Protos.integers("target_nodeids");
  private final AttributeProto.Builder leafTargets = Protos.integers("target_ids");
  private final AttributeProto.Builder leafWeights = Protos.floats("target_weights");

  private TreeAttributes() {}

  static List<AttributeProto> of(Trees trees) {
    TreeAttributes arrays = new TreeAttributes();
    for (int tree = 0; tree < trees.trees().size(); tree++) {
      List<Trees.Node> nodes = trees.trees().get(tree);
      for (int node = 0; node < nodes.size(); node++) {
        arrays.add(tree, node, nodes.get(node));
      }
    }
    return arrays.attributes(trees.baseValue());
  }

  private void add(long tree, long node, Trees.Node what) {
    treeIds.addInts(tree);
    nodeIds.addInts(node);
    switch (what) {
      case Trees.Branch branch -> {
        featureIds.addInts(branch.feature());
        modes.addStrings(BRANCH_LT);
        thresholds.addFloats(branch.threshold());
        trueIds.addInts(branch.below());
        falseIds.addInts(branch.otherwise());
        missingTracksTrue.addInts(branch.missingBelow() ? 1 : 0);
      }
      case Trees.Membership _ -> throw new AssertionError("written as a TreeEnsemble");
      case Trees.Leaf(float weight) -> {
        featureIds.addInts(0);
        modes.addStrings(LEAF);
        thresholds.addFloats(0);
        trueIds.addInts(0);
        falseIds.addInts(0);
        missingTracksTrue.addInts(0);
        leafTrees.addInts(tree);
        leafNodes.addInts(node);
        leafTargets.addInts(0);
        leafWeights.addFloats(weight);
      }
    }
  }

  private List<AttributeProto> attributes(float baseValue) {
    return List.of(
        Protos.attribute("aggregate_function", "SUM"),
        Protos.floats("base_values").addFloats(baseValue).build(),
        Protos.attribute("n_targets", 1),
        falseIds.build(),
        featureIds.build(),
        missingTracksTrue.build(),
        modes.build(),
        nodeIds.build(),
        treeIds.build(),
        trueIds.build(),
        thresholds.build(),
        Protos.attribute("post_transform", "NONE"),
        leafTargets.build(),
        leafNodes.build(),
        leafTrees.build(),
        leafWeights.build());
  }
}
