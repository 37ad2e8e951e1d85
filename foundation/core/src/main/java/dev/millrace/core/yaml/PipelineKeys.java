package dev.millrace.core.yaml;

import dev.millrace.core.component.Shape;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.pipeline.TriggerOptions;
import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.yaml.ComponentForm.PortForm;
import dev.millrace.core.yaml.FileForm.InlineForm;
import dev.millrace.core.yaml.FileForm.InputForm;
import dev.millrace.core.yaml.FileForm.ParamForm;
import dev.millrace.core.yaml.FileForm.StepForm;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that a pipeline file and a component file may have, as their readers know them: for help
 * and forms.
 */
public final class PipelineKeys {

  private PipelineKeys() {}

  /**
   * Keys that stand together.
   *
   * @param name of the part of the file that they are in
   * @param title a heading
   * @param doc where they stand, in a sentence
   */
  public record Section(String name, String title, String doc, List<ValuePort> keys) {
    public Section {
      keys = List.copyOf(keys);
    }
  }

  /** All sections of a pipeline file, outermost first. */
  public static List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    sections.add(section("file", "The file", "At the top of the file.", FileForm.class));
    sections.add(section("params", "A parameter", "Each of `params`, by name.", ParamForm.class));
    sections.add(section("inputs", "An input", "Each of `inputs`, by name.", InputForm.class));
    sections.add(
        section("steps", "A step", "Each of `steps` and `on_exit`, by id.", StepForm.class));
    sections.add(
        section(
            "pipeline",
            "A pipeline within a step",
            "Under `pipeline:` of a step, where its keys are written there.",
            InlineForm.class));
    sections.add(
        section(
            "triggers",
            "A trigger",
            "Each of `triggers` is of one kind, `- KIND: { … }`, and has the keys of that kind and"
                + " any of these.",
            TriggerOptions.class));
    if (Shape.of(TriggerSpec.class) instanceof Shape.Variants(_, var kinds)) {
      kinds.forEach((kind, fields) -> sections.add(trigger(kind, fields)));
    }
    return sections;
  }

  /** All sections of a component file, outermost first. */
  public static List<Section> componentSections() {
    return List.of(
        section("component", "A component file", "At the top of the file.", ComponentForm.class),
        section(
            "port",
            "What a component takes or makes",
            "Each of `inputs` and `outputs` of a component file, by name.",
            PortForm.class));
  }

  private static Section section(String name, String title, String doc, Class<?> form) {
    return new Section(name, title, doc, new Shape.Fields(form).fields());
  }

  /** The keys of its own, without what any trigger has. */
  private static Section trigger(String kind, Shape.Fields fields) {
    return new Section(
        kind,
        "Trigger " + kind,
        "Under `" + kind + ":` of a trigger.",
        fields.fields().stream().filter(key -> key.type() != TriggerOptions.class).toList());
  }
}
