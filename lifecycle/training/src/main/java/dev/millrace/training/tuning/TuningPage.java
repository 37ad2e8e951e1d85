package dev.millrace.training.tuning;

import dev.millrace.data.page.Figures;
import dev.millrace.data.page.Markup;
import dev.millrace.data.page.SelfContained;
import dev.millrace.training.tuning.Trial.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A search as one HTML file that asks nothing of any server. Equal ones give equal bytes. */
final class TuningPage {

  private static final String STYLE = resource("tuning.css");
  private static final String SCRIPT = resource("tuning.js");
  private static final int LONGEST = 120;

  private final Markup to;
  private final Tuning tuning;

  private TuningPage(Markup to, Tuning tuning) {
    this.to = to;
    this.tuning = tuning;
  }

  static String of(Tuning tuning) {
    String title = "Tuning by " + TrialJson.name(tuning.plan().kind());
    return new SelfContained(title, STYLE, SCRIPT).of(to -> new TuningPage(to, tuning).write());
  }

  private void write() {
    best();
    facts();
    new ParallelAxes(to, tuning).write();
    new TrialCurves(to, tuning).write();
    table();
  }

  private String metric() {
    return TrialJson.name(tuning.metric());
  }

  private Trial bestTrial() {
    return tuning.trials().get(tuning.best());
  }

  private void best() {
    to.open("p", "class", "verdict");
    to.element("strong", metric() + " " + Figures.number(bestTrial().value()));
    to.text("trial " + tuning.best() + " of " + tuning.trials().size() + " is best, with ");
    to.text(
        tuning.parameters().entrySet().stream()
            .map(entry -> entry.getKey() + " " + text(entry.getValue()))
            .collect(Collectors.joining(", ")));
    to.text(".").close("p");
  }

  private void facts() {
    to.open("dl", "class", "facts");
    term("search", TrialJson.name(tuning.plan().kind()));
    term("better is", tuning.metric().higherIsBetter() ? "higher" : "lower");
    term("scored on", tuning.split().map(split -> "split " + split).orElse("a fifth of train"));
    term("finished", count(State.FINISHED));
    term("stopped early", count(State.STOPPED));
    term("failed", count(State.FAILED));
    term("rounds", Figures.count(tuning.trials().stream().mapToLong(Trial::rounds).sum()));
    List<Integer> rungs = tuning.plan().halving().rungs();
    if (!rungs.isEmpty()) {
      term("rungs", rungs.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
    to.close("dl");
  }

  private String count(State state) {
    return Figures.count(tuning.trials().stream().filter(t -> t.state() == state).count());
  }

  private void term(String name, String text) {
    to.open("div").element("dt", name).element("dd", text).close("div");
  }

  private void table() {
    to.open("section").element("h2", "Trials").open("div", "class", "wide");
    to.open("table", "class", "plain", "id", "trials").open("thead").open("tr");
    heading("trial", "ascending");
    heading("state", "none");
    heading(metric(), "none");
    heading("rounds", "none");
    tuning.plan().space().dimensions().keySet().stream()
        .filter(name -> !name.equals("rounds"))
        .forEach(name -> heading(name, "none"));
    to.close("tr").close("thead").open("tbody");
    tuning.trials().forEach(this::row);
    to.close("tbody").close("table").close("div").close("section");
  }

  private void heading(String name, String sorted) {
    to.open("th", "scope", "col", "aria-sort", sorted);
    to.element("button", name, "type", "button").close("th");
  }

  private void row(Trial trial) {
    boolean isBest = trial.number() == tuning.best();
    String number = String.valueOf(trial.number());
    to.open("tr", "data-trial", number, "class", isBest ? "best" : "");
    to.open("th", "scope", "row", "data-value", number).text(number).close("th");
    String mark =
        switch (trial.state()) {
          case FINISHED -> isBest ? "mark good" : "mark note";
          case STOPPED -> "mark note";
          case FAILED -> "mark";
        };
    to.open("td").element("span", TrialJson.name(trial.state()), "class", mark);
    if (isBest) {
      to.element("span", "best", "class", "mark good");
    }
    if (trial.state() == State.FAILED) {
      to.element("span", Figures.clipped(trial.reason(), LONGEST), "class", "type");
    }
    to.close("td");
    if (trial.state() == State.FAILED) {
      to.element("td", "–", "class", "figure");
    } else {
      figure(trial.value(), Figures.number(trial.value()));
    }
    figure(trial.rounds(), Figures.count(trial.rounds()));
    trial
        .parameters()
        .forEach(
            (name, value) -> {
              if (!name.equals("rounds")) {
                parameter(value);
              }
            });
    to.close("tr");
  }

  private void parameter(JsonNode value) {
    if (value.isNumber()) {
      figure(value.doubleValue(), text(value));
    } else {
      to.element("td", text(value));
    }
  }

  private void figure(double value, String text) {
    to.element("td", text, "class", "figure", "data-value", String.valueOf(value));
  }

  /** A parameter's value as people read it. */
  static String text(JsonNode value) {
    if (value.isNumber()) {
      return Figures.number(value.doubleValue());
    }
    return Figures.clipped(value.isString() ? value.stringValue() : value.toString(), LONGEST);
  }

  private static String resource(String name) {
    try (InputStream file =
        Objects.requireNonNull(TuningPage.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
