package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/**
 * A foreign graph's nodes under other names: every value's, also in subgraphs, begins with a
 * prefix, so that none of them is one of ours.
 *
 * @param prefix that no name of the graph around begins with
 */
record Embedding(String prefix) {

  String name(String name) {
    return name.isEmpty() ? name : prefix + name;
  }

  /** Adds constants and nodes; who takes inputs and outputs is the graph around. */
  void add(GraphProto foreign, GraphProto.Builder to) {
    foreign.getInitializerList().forEach(constant -> to.addInitializer(renamed(constant)));
    foreign
        .getSparseInitializerList()
        .forEach(
            constant ->
                to.addSparseInitializer(
                    constant.toBuilder().setValues(renamed(constant.getValues()))));
    foreign.getNodeList().forEach(node -> to.addNode(renamed(node)));
  }

  private TensorProto renamed(TensorProto constant) {
    return constant.toBuilder().setName(name(constant.getName())).build();
  }

  /** Without what exporters note about the code that a node comes from. */
  private NodeProto renamed(NodeProto node) {
    NodeProto.Builder renamed =
        node.toBuilder()
            .clearInput()
            .clearOutput()
            .clearAttribute()
            .clearDocString()
            .setDomain(OperatorSets.domain(node.getDomain()))
            .setName(name(node.getName()))
            .addAllInput(names(node.getInputList()))
            .addAllOutput(names(node.getOutputList()));
    node.getAttributeList().forEach(attribute -> renamed.addAttribute(renamed(attribute)));
    return renamed.build();
  }

  private List<String> names(List<String> names) {
    return names.stream().map(this::name).toList();
  }

  private AttributeProto renamed(AttributeProto attribute) {
    if (!attribute.hasG() && attribute.getGraphsCount() == 0) {
      return attribute;
    }
    AttributeProto.Builder renamed = attribute.toBuilder().clearGraphs();
    if (attribute.hasG()) {
      renamed.setG(renamed(attribute.getG()));
    }
    attribute.getGraphsList().forEach(graph -> renamed.addGraphs(renamed(graph)));
    return renamed.build();
  }

  private GraphProto renamed(GraphProto subgraph) {
    GraphProto.Builder renamed = GraphProto.newBuilder().setName(subgraph.getName());
    subgraph.getInputList().forEach(input -> renamed.addInput(renamed(input)));
    subgraph.getOutputList().forEach(output -> renamed.addOutput(renamed(output)));
    add(subgraph, renamed);
    return renamed.build();
  }

  private ValueInfoProto renamed(ValueInfoProto info) {
    return info.toBuilder().setName(name(info.getName())).build();
  }
}
