package dev.millrace.evaluation.card;

import dev.millrace.core.api.CardContent.Provenance;
import dev.millrace.core.api.ModelCardReport.Circumstances;
import dev.millrace.core.port.Origins.Step;
import dev.millrace.data.page.Markup;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a model comes from, down to digests. */
final class CardProvenance {

  private final Markup to;
  private final Provenance provenance;
  private final Optional<Circumstances> circumstances;

  CardProvenance(Markup to, Provenance provenance, Optional<Circumstances> circumstances) {
    this.to = to;
    this.provenance = provenance;
    this.circumstances = circumstances;
  }

  void write() {
    to.open("section", "id", "provenance").element("h2", "Provenance");
    facts();
    if (!provenance.steps().isEmpty()) {
      to.element("p", "The steps that led to it, in their order:");
      CardPage.table(
          to, "steps", 4, List.of("step", "component", "parameters", "code, and what was read"));
      provenance.steps().forEach(this::step);
      CardPage.endTable(to);
    }
    to.open("details", "open", "").element("summary", "Digests of what was made");
    pairs("artifacts", List.of("artifact", "SHA-256"), provenance.artifacts());
    to.close("details").open("details").element("summary", "Digests of the bundle's files");
    pairs("files", List.of("file", "SHA-256"), provenance.files());
    to.close("details").close("section");
  }

  private void facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("bundle", provenance.bundle());
    provenance
        .pipeline()
        .ifPresent(
            name ->
                facts.put(
                    "pipeline",
                    name + provenance.pipelineDigest().map(digest -> ", " + digest).orElse("")));
    circumstances.ifPresent(known -> making(known, facts));
    provenance.params().forEach((name, value) -> facts.put("parameter " + name, value.toString()));
    pairs("facts", List.of("what", "which"), facts);
  }

  private static void making(Circumstances known, Map<String, String> facts) {
    facts.put("run", known.run().toString());
    facts.put("as of", known.asOf().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("started by", known.trigger() + ", " + known.actor());
    if (!known.reason().isEmpty()) {
      facts.put("because", known.reason());
    }
    known.runTags().forEach((name, value) -> facts.put("tag " + name, value));
  }

  private void step(Step step) {
    to.open("tr").element("th", step.step(), "scope", "row").element("td", step.component());
    to.element(
        "td",
        step.params().entrySet().stream()
            .filter(param -> !param.getValue().equals("null")) // not given
            .map(param -> param.getKey() + " " + CardPage.clipped(param.getValue()))
            .collect(Collectors.joining("; ")),
        "class",
        "text");
    to.open("td", "class", "hex").text(step.code());
    if (!step.outside().isEmpty()) {
      to.element("span", "read " + CardPage.clipped(step.outside()), "class", "type");
    }
    to.close("td").close("tr");
  }

  private void pairs(String id, List<String> headings, Map<String, String> pairs) {
    CardPage.table(to, id, 2, headings);
    pairs.forEach(
        (name, value) ->
            to.open("tr")
                .element("th", name, "scope", "row")
                .element("td", value, "class", "hex")
                .close("tr"));
    CardPage.endTable(to);
  }
}
