package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;

/** An ensemble in the parallel arrays that ONNX's TreeEnsembleRegressor takes. */
final class TreeAttributes {

  private final List<Long> treeIds = new ArrayList<>();
  private final List<Long> nodeIds = new ArrayList<>();
  private final List<Long> featureIds = new ArrayList<>();
  private final List<String> modes = new ArrayList<>();
  private final List<Float> thresholds = new ArrayList<>();
  private final List<Long> trueIds = new ArrayList<>();
  private final List<Long> falseIds = new ArrayList<>();
  private final List<Long> missingTracksTrue = new ArrayList<>();
  private final List<Long> leafTrees = new ArrayList<>();
  private final List<Long> leafNodes = new ArrayList<>();
  private final List<Long> leafTargets = new ArrayList<>();
  private final List<Float> leafWeights = new ArrayList<>();

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
    treeIds.add(tree);
    nodeIds.add(node);
    switch (what) {
      case Trees.Branch branch -> {
        featureIds.add((long) branch.feature());
        modes.add("BRANCH_LT");
        thresholds.add(branch.threshold());
        trueIds.add((long) branch.below());
        falseIds.add((long) branch.otherwise());
        missingTracksTrue.add(branch.missingBelow() ? 1L : 0L);
      }
      case Trees.Membership _ -> throw new AssertionError("written as a TreeEnsemble");
      case Trees.Leaf(float weight) -> {
        featureIds.add(0L);
        modes.add("LEAF");
        thresholds.add(0f);
        trueIds.add(0L);
        falseIds.add(0L);
        missingTracksTrue.add(0L);
        leafTrees.add(tree);
        leafNodes.add(node);
        leafTargets.add(0L);
        leafWeights.add(weight);
      }
    }
  }

  private List<AttributeProto> attributes(float baseValue) {
    return List.of(
        Protos.attribute("aggregate_function", "SUM"),
        Protos.floats("base_values", List.of(baseValue)),
        Protos.attribute("n_targets", 1),
        Protos.integers("nodes_falsenodeids", falseIds),
        Protos.integers("nodes_featureids", featureIds),
        Protos.integers("nodes_missing_value_tracks_true", missingTracksTrue),
        Protos.strings("nodes_modes", modes),
        Protos.integers("nodes_nodeids", nodeIds),
        Protos.integers("nodes_treeids", treeIds),
        Protos.integers("nodes_truenodeids", trueIds),
        Protos.floats("nodes_values", thresholds),
        Protos.attribute("post_transform", "NONE"),
        Protos.integers("target_ids", leafTargets),
        Protos.integers("target_nodeids", leafNodes),
        Protos.integers("target_treeids", leafTrees),
        Protos.floats("target_weights", leafWeights));
  }
}
