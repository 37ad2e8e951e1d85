package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.app.RunningServer;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace serve}: answers prediction requests until it is interrupted. */
@Command(
    name = "serve",
    description = {
      "Serve the deployed models over HTTP on loopback (Open Inference Protocol v2).",
      "What 'deploy' steps write while it serves is taken up within a second, without dropping a request."
    })
final class ServeCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "0 takes a free one; default: ${DEFAULT-VALUE}.")
  private int port = 8470;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Whose deployments to serve; default: ${DEFAULT-VALUE}.")
  private String environment = App.LOCAL;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (App app = session.open(console);
        RunningServer server = app.serve(port, environment, console::say);
        var _ = Interrupts.ofThisThread()) {
      Map<String, Object> where =
          Map.of("address", server.address().toString(), "models", server.versions());
      session.answer(console, where, () -> console.print(server.address().toString()));
      server
          .versions()
          .forEach((model, version) -> console.say("serving " + model + " version " + version));
      if (server.versions().isEmpty()) {
        console.say(
            "nothing is deployed to '"
                + environment
                + "' yet; a run with a deploy step will be taken up");
      }
      console.say("stop with Ctrl-C");
      try {
        server.await();
      } catch (InterruptedException e) {
        console.say("stopped");
      }
      return 0;
    }
  }
}
