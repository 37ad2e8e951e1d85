package dev.millrace.cli;

import dev.millrace.app.Doctor;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace doctor}: what is there, what is missing, what to do. */
@Command(
    name = "doctor",
    description =
        "Check what Millrace needs: Java, memory, disk, the home, databases, containers, secrets.")
final class DoctorCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Doctor.Check> checks = Doctor.examine(session.home(console), console.environment());
    session.answer(console, checks, () -> checks.forEach(this::print));
    return checks.stream().allMatch(Doctor.Check::well) ? 0 : 1;
  }

  private void print(Doctor.Check check) {
    String mark = check.well() ? console.styled("fg(green)", "✓") : console.styled("fg(red)", "✗");
    console.print(mark + " " + check.name() + ": " + check.found());
    check
        .remedy()
        .ifPresent(remedy -> console.print("  " + console.styled("bold", "hint:") + " " + remedy));
  }
}
