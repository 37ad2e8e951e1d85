package dev.millrace.core.yaml;

import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.JsonForm;
import dev.millrace.core.pipeline.Names;
import dev.millrace.core.program.ArgumentGroup;
import dev.millrace.core.program.Launch;
import dev.millrace.core.program.ProgramSpec;
import dev.millrace.core.yaml.ComponentFile.Known;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Reads a document as a component, section by section, and goes on past what is wrong. */
final class ComponentReader {

  private static final JsonForm<ComponentForm> FORM = new JsonForm<>(ComponentForm.class);
  private static final JsonPointer TOP = JsonPointer.empty();

  private final Lint lint;
  private final Path folder;
  private final Known known;

  ComponentReader(Lint lint, Path folder, Known known) {
    this.lint = lint;
    this.folder = folder;
    this.known = known;
  }

  /** The component; empty if anything is wrong, with every problem noted. */
  Optional<ProgramSpec> read(JsonNode document) {
    boolean fits = lint.fits(TOP, FORM.check(document));
    checkName(document.path("name"));
    PortRules ports = new PortRules(lint, known.types());
    ComponentSignature signature =
        new ComponentSignature(
            document.path("name").asString(""),
            document.path("description").asString(""),
            ports.inputs(document.path("inputs")),
            ports.outputs(document.path("outputs")));
    ArgumentRules rules = new ArgumentRules(lint, document, signature);
    List<ArgumentGroup> arguments = rules.read(elements(document.path("arguments")));
    if (!fits) {
      return Optional.empty();
    }
    ComponentForm form = FORM.read(document);
    LaunchRules launches = new LaunchRules(lint, folder, known.searchPath());
    Optional<Launch> launch = launches.launch(form.program(), form.container());
    launches.checkFiles(form.files());
    return launch
        .filter(_ -> lint.isClean())
        .map(started -> new ProgramSpec(signature, started, arguments, form.files()));
  }

  private static List<JsonNode> elements(JsonNode section) {
    return section.isArray() ? section.valueStream().toList() : List.of();
  }

  private void checkName(JsonNode node) {
    if (!node.isString()) {
      return;
    }
    String name = node.stringValue();
    JsonPointer at = TOP.appendProperty("name");
    if (!Names.isId(name)) {
      lint.value(at, "'" + name + "' is no name of a component", "use " + Names.ID);
    }
    String other = known.names().get(name);
    if (other != null) {
      lint.value(
          at,
          "there is another component '" + name + "': " + other,
          "give one of them another name");
    }
  }
}
