package dev.millrace.cli;

import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.ComponentSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The reference of what components take and make: which files and properties it has. */
final class ArtifactSections {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry(
              "Anomalies",
              "What validation found: `anomalies.json`. Properties:"
                  + " `errors` and `warnings`, how many there are."),
          Map.entry(
              "Deployment",
              "What an environment should serve. Properties: `environment`, `model`, `version`."),
          Map.entry(
              "Evaluation",
              "How good a model is: `evaluation.json`, `evaluation.html` to look at."),
          Map.entry(
              "Examples",
              "Rows in splits: a folder of Parquet files for each, `train/part-00000.parquet`."
                  + " Properties: `splits`, the rows of each; `spans`, those that were read."),
          Map.entry(
              "ExamplesDiff",
              "What is different between two sets of rows: `diff.json`. Properties: `same`,"
                  + " `matched`, `changed`, `removed`, `added`, `ambiguous`."),
          Map.entry(
              "HyperParameters",
              "Parameters of `train` that a search found best: `hyperparameters.json`; every trial:"
                  + " `trials.json`, `tuning.html` to look at."),
          Map.entry(
              "InfraBlessing",
              "Whether a model may be served: `blessing.json`. Properties: `blessed`, `reason`."),
          Map.entry(
              "Model",
              "A model ready to serve: `model.onnx`, transform and model in one graph; its"
                  + " signature, schema, statistics of the training data, sample requests."),
          Map.entry(
              "ModelBlessing",
              "Whether a model is good enough: `blessing.json`. Properties: `blessed`, `reason`."),
          Map.entry(
              "ModelCard",
              "What there is to know of a registered model before using it: `model_card.json`,"
                  + " `model_card.html` to look at. Properties: `name`, `version`, `model`, the digest"
                  + " of what was registered."),
          Map.entry(
              "ModelVersion",
              "A registered version of a model. Properties: `name`, `version`, `model`, the digest"
                  + " of what was registered."),
          Map.entry(
              "OnnxModel",
              "A model as a program wrote it: `model.onnx`, `signature.json`, `predictions.jsonl`;"
                  + " see [training.md](../training.md#a-model-from-your-own-program)."),
          Map.entry(
              "Schema",
              "What data should look like: `schema.yaml`; see [schema.md](../schema.md#the-file)."),
          Map.entry("Statistics", "What the columns of each split look like: `statistics.json`."),
          Map.entry(
              "TransformGraph",
              "What makes features of raw columns: `transform.onnx`, `signature.json`."),
          Map.entry(
              "TransformedExamples", "Features and label of each row, in the splits of Examples."));

  private final ReferencePage page;
  private final List<ComponentSignature> components;

  ArtifactSections(ReferencePage page, List<ComponentSignature> components) {
    this.page = page;
    this.components = components;
  }

  /** To the section of a type. */
  static String link(ArtifactType<?> type) {
    return "[`%s`](#%s)".formatted(type.name(), Markdown.anchor(title(type.name())));
  }

  private static String title(String type) {
    return "Artifact " + type;
  }

  /** Adds a section for each type that a component takes or makes. */
  void add() {
    page.add("\n## Artifacts\n\nWhat steps hand on: files that the store keeps, and small");
    page.add(" properties that conditions can ask for, such as\n");
    page.add("`${steps.validate.anomalies.properties.errors}`.\n");
    Map<String, List<String>> makers = new TreeMap<>();
    Map<String, List<String>> takers = new TreeMap<>();
    for (ComponentSignature component : components) {
      collect(component.name(), component.artifactOutputs(), makers);
      collect(component.name(), component.artifactInputs(), takers);
    }
    takers.keySet().forEach(type -> makers.computeIfAbsent(type, _ -> List.of()));
    makers.forEach((type, by) -> section(type, by, takers.getOrDefault(type, List.of())));
  }

  private static void collect(
      String component, List<ArtifactPort> ports, Map<String, List<String>> byType) {
    ports.stream()
        .map(port -> port.type().name())
        .distinct()
        .forEach(type -> byType.computeIfAbsent(type, _ -> new ArrayList<>()).add(component));
  }

  private void section(String type, List<String> makers, List<String> takers) {
    String words = WORDS.getOrDefault(type, "");
    if (words.isEmpty()) {
      page.gap("the artifact " + type + " is not told of in ArtifactSections");
    }
    page.add("\n### %s%n%n%s%n".formatted(title(type), words));
    page.add("Made by %s".formatted(makers.isEmpty() ? "programs of your own" : links(makers)));
    page.add(takers.isEmpty() ? ".\n" : "; taken by %s.%n".formatted(links(takers)));
  }

  private static String links(List<String> components) {
    return components.stream().map("[`%1$s`](#%1$s)"::formatted).collect(Collectors.joining(", "));
  }
}
