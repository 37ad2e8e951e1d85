package dev.millrace.cli;

import dev.millrace.app.App;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace runs resume}. */
@Command(
    name = "resume",
    description = {
      "Go on with a run that failed, was refused, canceled or interrupted.",
      "What ended well is kept; the rest runs, just as it was. 'millrace runs continue' goes on with something changed."
    })
final class ResumeCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();
  @Mixin private RunArgument run = new RunArgument();

  ResumeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (App app = session.open(console);
        var _ = Interrupts.ofThisThread()) {
      return new RunEnding(console).await(session, progress -> app.resume(run.text(), progress));
    }
  }
}
