package dev.millrace.cli;

import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Example;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.RecordSignature;
import dev.millrace.core.component.ValuePort;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The reference of the components that Millrace brings, from their records. */
final class ComponentsPage {

  private static final String HEAD =
      """
      # Components

      What a step may name after `uses:`. An example, what the component takes from other steps (an artifact that only
      one step makes need not be named), the keys of `with:`, and what it makes. In the tables, *required* must be given,
      and – is nothing; durations and periods are ISO 8601, PT30M being half an hour and P7D a week. How steps are wired: [pipelines.md](../pipelines.md); the other keys of a step:
      [pipeline-file.md](pipeline-file.md); components of your own: [components.md](../components.md). This page is made
      from the components themselves.

      """;

  /** The pages that tell more than keys. */
  private static final Map<String, String> GUIDES =
      Map.ofEntries(
          Map.entry("bundle", "training.md"),
          Map.entry("check_serving", "serving-check.md"),
          Map.entry("deploy", "registry.md"),
          Map.entry("diff", "data.md"),
          Map.entry("evaluate", "evaluation.md"),
          Map.entry("ingest", "data.md"),
          Map.entry("model_card", "registry.md"),
          Map.entry("register", "registry.md"),
          Map.entry("schema", "schema.md"),
          Map.entry("statistics", "data.md"),
          Map.entry("train", "training.md"),
          Map.entry("transform", "transform.md"),
          Map.entry("tune", "tuning.md"),
          Map.entry("validate", "validation.md"));

  private final ReferencePage page = new ReferencePage();

  private ComponentsPage() {}

  /**
   * A component that is installed.
   *
   * @param example of its use; empty if there is none
   */
  record Installed(ComponentSignature signature, String example) {
    String name() {
      return signature.name();
    }
  }

  static ReferencePage made() {
    return new ComponentsPage().make();
  }

  /** Those that are not of these tests, by name. */
  @SuppressWarnings("rawtypes") // a service is a class, and Component's is raw
  static List<Installed> installed() {
    return ServiceLoader.load(Component.class).stream()
        .<Class<? extends Component>>map(ServiceLoader.Provider::type)
        .filter(type -> type.getPackage() != ComponentsPage.class.getPackage())
        .map(type -> new Installed(RecordSignature.of(type).ports(), example(type)))
        .sorted(Comparator.comparing(Installed::name))
        .toList();
  }

  private static String example(Class<?> type) {
    Example example = type.getAnnotation(Example.class);
    return example == null ? "" : example.value();
  }

  private ReferencePage make() {
    List<Installed> all = installed();
    page.add(HEAD).add("| component | |\n|---|---|\n");
    all.forEach(
        one ->
            page.add(
                "| [`%1$s`](#%1$s) | %2$s |%n"
                    .formatted(one.name(), page.words(one.name(), one.signature().doc()))));
    all.forEach(this::section);
    new ArtifactSections(page, all.stream().map(Installed::signature).toList()).add();
    return page;
  }

  private void section(Installed one) {
    ComponentSignature signature = one.signature();
    KeyTables tables = new KeyTables(page, one.name(), Map.of());
    page.add("\n## %s%n%n%s%n".formatted(one.name(), Markdown.text(signature.doc())));
    if (GUIDES.containsKey(one.name())) {
      page.add("More in [%1$s](../%1$s).%n".formatted(GUIDES.get(one.name())));
    }
    if (one.example().isEmpty()) {
      page.gap(one.name() + " has no @Example");
    }
    page.add("\n```yaml\nsteps:\n" + one.example().indent(2) + "```\n");
    if (!signature.artifactInputs().isEmpty()) {
      page.add("\n**Takes**\n\n" + artifacts(one.name(), signature.artifactInputs()));
    }
    if (!signature.valueInputs().isEmpty()) {
      page.add("\n**Keys of `with:`**\n\n" + tables.table(signature.valueInputs()));
    }
    page.add("\n**Makes**\n\n" + outputs(one.name(), signature.outputs())).add(tables.nested());
  }

  private String artifacts(String component, List<ArtifactPort> ports) {
    return ports.stream()
        .map(
            port ->
                "| `%s` | %s%s | %s |%n"
                    .formatted(
                        port.name(),
                        ArtifactSections.link(port.type()),
                        howMany(port.cardinality()),
                        words(component, port)))
        .collect(Collectors.joining("", "| input | artifact | |\n|---|---|---|\n", ""));
  }

  private static String howMany(Cardinality cardinality) {
    return switch (cardinality) {
      case ONE -> "";
      case OPTIONAL -> ", optional";
      case MANY -> ", any number";
    };
  }

  private String outputs(String component, List<Port> ports) {
    return ports.stream()
        .map(
            port ->
                "| `%s` | %s | %s |%n"
                    .formatted(
                        port.name(),
                        switch (port) {
                          case ArtifactPort artifact -> ArtifactSections.link(artifact.type());
                          case ValuePort value -> Markdown.cell(value.shape().detail());
                        },
                        words(component, port)))
        .collect(Collectors.joining("", "| output | of type | |\n|---|---|---|\n", ""));
  }

  private String words(String component, Port port) {
    return page.words("'" + port.name() + "' of " + component, port.doc());
  }
}
