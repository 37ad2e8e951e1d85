package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.value.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command shares: which home it works on, and in which form it answers. */
final class Session {

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Where Millrace keeps everything. Default: $MILLRACE_HOME, else ./.millrace")
  private Optional<Path> home = Optional.empty();

  @Option(names = "--json", description = "Answer in JSON on standard output.")
  private boolean json;

  boolean json() {
    return json;
  }

  Path home(Console console) {
    String variable = console.environment().getOrDefault("MILLRACE_HOME", "");
    Path wanted = home.orElseGet(() -> Path.of(variable.isEmpty() ? ".millrace" : variable));
    return console.workingDirectory().resolve(wanted);
  }

  /** Opens the home; the command closes it. */
  App open(Console console) {
    return App.open(home(console), console.environment(), Clock.systemUTC());
  }

  /** Prints a report: as JSON if that was asked for, otherwise by the given action. */
  void answer(Console console, Object report, Runnable inWords) {
    if (json) {
      console.out().print(Json.pretty(Json.tree(report)));
      console.out().flush();
    } else {
      inWords.run();
    }
  }
}
