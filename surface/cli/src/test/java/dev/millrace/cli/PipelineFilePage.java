package dev.millrace.cli;

import dev.millrace.core.yaml.PipelineKeys;
import dev.millrace.core.yaml.PipelineKeys.Section;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reference of the pipeline file and of component files, from what they are read into. */
final class PipelineFilePage {

  /** Of which every step is understood with the installed components. */
  static final String EXAMPLE =
      """
      name: flight-delays
      description: Will this flight arrive more than 15 minutes late?
      params:
        weeks: { type: spans, default: last 8 }
        label: { type: string, default: late, description: What is to be learnt. }
      pools: { disk: 1 }
      steps:
        ingest:
          uses: ingest
          with:
            source: data/{span:yyyy-MM-dd}.parquet
            span_length: 7d
            spans: ${params.weeks}
            split: { by: time, column: date, eval: 20% }
          retry: { times: 3, delay: PT10S }
          timeout: PT30M
          pool: disk
        statistics: { uses: statistics, with: { label: "${params.label}" } }
        schema:     { uses: schema, with: { file: schema.yaml } }
        validate:   { uses: validate, with: { previous: latest } }
      triggers:
        - schedule: { cron: "0 6 * * MON", zone: Europe/Berlin }
        - new_span: { step: ingest, quiet: PT1M }
      """;

  private static final String HEAD =
      """
      # The pipeline file

      Every key of a `pipeline.yaml` and of the file of a component of your own. `millrace lint` refuses any other key. In
      the tables, *required* must be given, and – is nothing; durations and periods are ISO 8601, PT30M being half an hour
      and P7D a week. [pipelines.md](../pipelines.md) tells how keys go together, [triggers.md](../triggers.md) what
      triggers do, [components.md](components.md) what steps may use, [the guide to components](../components.md) shows
      component files whole. This page is made from what reads the files.

      ```yaml
      """;

  private static final String STEPS = "map from id to [these keys](#a-step)";
  private static final String PORTS =
      "map from name to [these keys](#what-a-component-takes-or-makes)";

  /** Values whose keys have a section of their own, by section and key. */
  private static final Map<String, Map<String, String>> KNOWN =
      Map.of(
          "file", ofPipeline(),
          "pipeline", ofPipeline(),
          "steps", Map.of("pipeline", "text, or [these keys](#a-pipeline-within-a-step)"),
          "component",
              Map.of(
                  "inputs", PORTS,
                  "outputs", PORTS,
                  "arguments", "list of texts and lists of texts"));

  private PipelineFilePage() {}

  private static Map<String, String> ofPipeline() {
    return Map.of(
        "params", "map from name to [these keys](#a-parameter)",
        "inputs", "map from name to [these keys](#an-input)",
        "pools", "map from name to integer, 1 to 10,000",
        "steps", STEPS,
        "on_exit", STEPS,
        "outputs", "map from name to text",
        "triggers", "list of [triggers](#a-trigger)");
  }

  static ReferencePage made() {
    ReferencePage page = new ReferencePage();
    page.add(HEAD).add(EXAMPLE).add("```\n\n");
    List<Section> all =
        Stream.of(PipelineKeys.sections(), PipelineKeys.componentSections())
            .flatMap(List::stream)
            .toList();
    page.add(
        all.stream()
            .map(section -> "[%s](#%s)".formatted(section.title(), anchor(section)))
            .collect(Collectors.joining(" ·\n", "", "\n")));
    all.forEach(section -> add(page, section));
    return page;
  }

  private static String anchor(Section section) {
    return Markdown.anchor(section.title());
  }

  private static void add(ReferencePage page, Section section) {
    KeyTables tables =
        new KeyTables(page, section.name(), KNOWN.getOrDefault(section.name(), Map.of()));
    page.add("\n## %s%n%n%s%n%n".formatted(section.title(), section.doc()));
    page.add(tables.table(section.keys())).add(tables.nested());
  }
}
