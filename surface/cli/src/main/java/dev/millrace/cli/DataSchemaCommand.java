package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.SchemaOrder;
import dev.millrace.core.api.SchemaReport;
import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace data schema}: what rows should look like. */
@Command(
    name = "schema",
    description = {
      "Propose a schema that rows meet, to be reviewed and kept beside the pipeline.",
      "With --update: show what a schema would have to say to accept them, as a diff."
    })
final class DataSchemaCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();
  @Mixin private RowsArgument rows = new RowsArgument();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the schema here; there must be no such file yet.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--update", paramLabel = "SCHEMA", description = "A schema to update.")
  private Optional<Path> update = Optional.empty();

  @Option(names = "--write", description = "Change the schema that --update names.")
  private boolean write;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "The environment of the schema that the rows are of.")
  private Optional<String> environment = Optional.empty();

  DataSchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path directory = console.workingDirectory();
    requireSense();
    Optional<Path> target = out.map(directory::resolve);
    requireNew(target);
    SchemaOrder order =
        new SchemaOrder(
            rows.subject(console),
            update.map(directory::resolve),
            update.map(Path::toString).orElse(""),
            write,
            environment);
    try (App app = session.open(console);
        var _ = Interrupts.ofThisThread()) {
      SchemaReport report = app.schema(order);
      if (target.isPresent()) {
        Files.writeString(target.get(), report.schema());
      }
      session.answer(console, report, () -> print(report));
      return 0;
    }
  }

  private void requireSense() {
    if (update.isPresent() && out.isPresent()) {
      throw UserError.usage("--out and --update do not go together")
          .hint("--write changes the schema that --update names");
    }
    if (update.isEmpty() && (write || environment.isPresent())) {
      throw UserError.usage((write ? "--write" : "--environment") + " is for --update")
          .hint("name the schema: --update schema.yaml");
    }
  }

  private static void requireNew(Optional<Path> target) {
    if (target.filter(Files::exists).isPresent()) {
      throw UserError.usage(target.get() + " is there already")
          .hint("--update " + target.get().getFileName() + " shows what it would have to say");
    }
    Optional<Path> folder = target.map(Path::toAbsolutePath).map(Path::getParent);
    if (folder.filter(parent -> !Files.isDirectory(parent)).isPresent()) {
      throw UserError.notFound("there is no directory " + folder.get() + " to write to")
          .hint("make it first");
    }
  }

  private void print(SchemaReport report) {
    if (update.isEmpty()) {
      if (out.isPresent()) {
        console.say("the schema is " + out.get() + "; review it");
      } else {
        console.out().print(report.schema());
      }
      return;
    }
    if (report.diff().isEmpty()) {
      console.say("the schema accepts these rows as it is");
    } else {
      console.out().print(report.diff());
      report.written().ifPresent(file -> console.say("changed " + file + "; review it"));
    }
    if (!report.commentsKept()) {
      console.say("the file cannot be edited in place: it is written anew, without its comments");
    }
    report.remaining().forEach(error -> console.say("no schema accepts that " + error));
  }
}
