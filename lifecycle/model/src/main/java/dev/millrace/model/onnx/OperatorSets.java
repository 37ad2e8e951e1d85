package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.millrace.core.error.UserError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The versions of the operator sets that a graph is written for: one for each set, for all nodes of
 * the file. A foreign graph brings its own; ours is then written for them too, which it may be,
 * since what it uses has meant the same from the oldest version that is taken.
 */
final class OperatorSets {

  static final int IR_VERSION = 10;

  private static final long OURS = 21;
  private static final long OURS_OF_ML = 3;
  private static final long OURS_OF_RUNTIME = 1;

  /** The first that has trees which ask for sets; in it TreeEnsembleRegressor is deprecated. */
  private static final long MEMBER_TREES = 5;

  /** From which on Squeeze and ReduceSum take their axes as inputs. */
  private static final long OLDEST = 13;

  /** What we write that came later, by the version that it came with; Equal of texts, that is. */
  private static final Map<String, Long> LATER =
      Map.of("Equal", 19L, "StringConcat", 20L, "StringSplit", 20L);

  private final Map<String, Long> versions = new TreeMap<>();
  private long irVersion = IR_VERSION;

  OperatorSets() {
    versions.put(NodeWriter.ONNX, OURS);
    versions.put(GraphBuilder.ML_DOMAIN, OURS_OF_ML);
  }

  /**
   * Takes over the versions of a graph that becomes part of ours.
   *
   * @param ours what we have written so far
   * @throws UserError if there is no version that both can have
   */
  void take(ModelProto foreign, GraphProto ours) {
    irVersion = Math.max(irVersion, foreign.getIrVersion());
    for (OperatorSetIdProto imported : foreign.getOpsetImportList()) {
      long version = imported.getVersion();
      switch (domain(imported.getDomain())) {
        case NodeWriter.ONNX -> versions.put(NodeWriter.ONNX, standard(version, ours));
        case GraphBuilder.ML_DOMAIN ->
            versions.put(GraphBuilder.ML_DOMAIN, machineLearning(version, foreign, ours));
        case String other -> versions.put(other, version);
      }
    }
  }

  private static long standard(long version, GraphProto ours) {
    long oldest =
        ours.getNodeList().stream()
            .mapToLong(node -> LATER.getOrDefault(node.getOpType(), OLDEST))
            .max()
            .orElse(OLDEST);
    if (version < oldest) {
      throw UserError.failure(
              "the graph is written for version "
                  + version
                  + " of ONNX's operators; expected "
                  + oldest
                  + " or later"
                  + (oldest > OLDEST ? ", from which on those of the transform exist" : ""))
          .hint("export with opset_version (or target_opset) " + oldest + " or later");
    }
    return version;
  }

  /** LabelEncoder alone has changed from 1 to 3 what its attributes are called. */
  private static long machineLearning(long version, ModelProto foreign, GraphProto ours) {
    if (version >= 2) {
      return version;
    }
    if (nodes(foreign.getGraph()).noneMatch(node -> node.getOpType().equals("LabelEncoder"))) {
      return OURS_OF_ML;
    }
    if (ours.getNodeList().stream()
        .anyMatch(node -> node.getDomain().equals(GraphBuilder.ML_DOMAIN))) {
      throw UserError.failure(
              "the graph has a LabelEncoder of version 1 of ai.onnx.ml, the transform one of 2")
          .hint("export with target_opset={'': 21, 'ai.onnx.ml': 3}");
    }
    return version;
  }

  private static Stream<NodeProto> nodes(GraphProto graph) {
    return graph.getNodeList().stream()
        .flatMap(
            node ->
                Stream.concat(
                    Stream.of(node),
                    node.getAttributeList().stream()
                        .flatMap(
                            attribute ->
                                Stream.concat(
                                    Stream.of(attribute.getG()),
                                    attribute.getGraphsList().stream()))
                        .flatMap(OperatorSets::nodes)));
  }

  static String domain(String written) {
    return written.equals("ai.onnx") ? NodeWriter.ONNX : written;
  }

  /** A file for a graph; the older the versions, the more runtimes open it. */
  ModelProto.Builder model(List<NodeProto> nodes) {
    Map<String, Long> written = new TreeMap<>(versions);
    if (uses(nodes, GraphBuilder.MEMBER_TREES)
        && versions.getOrDefault(GraphBuilder.ML_DOMAIN, 0L) < MEMBER_TREES) {
      if (uses(nodes, GraphBuilder.TREES)) {
        throw new IllegalStateException("trees with and without categories are written at once");
      }
      written.put(GraphBuilder.ML_DOMAIN, MEMBER_TREES);
    }
    if (nodes.stream().anyMatch(node -> node.getDomain().equals(GraphBuilder.RUNTIME_DOMAIN))) {
      written.putIfAbsent(GraphBuilder.RUNTIME_DOMAIN, OURS_OF_RUNTIME);
    }
    ModelProto.Builder model =
        ModelProto.newBuilder().setIrVersion(irVersion).setProducerName("millrace");
    written.forEach(
        (domain, version) ->
            model.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
    return model;
  }

  private static boolean uses(List<NodeProto> nodes, String operator) {
    return nodes.stream()
        .anyMatch(
            node ->
                node.getDomain().equals(GraphBuilder.ML_DOMAIN)
                    && node.getOpType().equals(operator));
  }
}
