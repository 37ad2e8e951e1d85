package dev.millrace.serving.check;

import dev.millrace.core.component.TaskContext;
import dev.millrace.core.error.UserError;
import dev.millrace.core.port.ServerLauncher.Server;
import dev.millrace.serving.check.Verdict.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One server, from its start on. Each check rests on those before it: where one fails, what follows
 * is not reached. The limits are all held against one measurement, whatever becomes of each.
 */
final class Inspection {

  static final String READY = "ready";
  static final String SIGNATURE = "signature";
  static final String PREDICTIONS = "predictions";
  private static final String AS_THE_BUNDLE = "as the bundle has it";
  private static final String BIT_FOR_BIT = "bit for bit those of the bundle's graph";

  private final Asked asked;
  private final Duration timeout;
  private final TaskContext task;
  private final List<Verdict> verdicts = new ArrayList<>();

  /** Starts the server. */
  @FunctionalInterface
  interface Start {
    Server start() throws IOException, InterruptedException;
  }

  Inspection(Asked asked, Duration timeout, TaskContext task) {
    this.asked = asked;
    this.timeout = timeout;
    this.task = task;
  }

  /** All verdicts, in their order. */
  List<Verdict> inspect(Start start, Trial trial, int requests) throws InterruptedException {
    long began = System.nanoTime();
    try (Server server = start.start()) {
      Latency took = Latency.ofNanos(System.nanoTime() - began);
      task.metric("serving_ready_seconds", took.seconds(), 0);
      verdicts.add(Verdict.held(READY, within(), "after " + took));
      ask(server, trial, requests);
    } catch (IOException e) {
      task.log(String.valueOf(e.getMessage()));
      verdicts.add(Verdict.failed(READY, within(), firstLine(e)));
    }
    fill();
    return List.copyOf(verdicts);
  }

  private void ask(Server server, Trial trial, int requests) throws InterruptedException {
    String check = SIGNATURE;
    try (Trial.Client client = trial.of(server, timeout)) {
      if (!hold(SIGNATURE, AS_THE_BUNDLE, client.wrongSignature(), trial.signatureWords())) {
        return;
      }
      check = PREDICTIONS;
      if (!hold(PREDICTIONS, BIT_FOR_BIT, client.wrongAnswer(), trial.samplesWords())) {
        return;
      }
      check = "answers";
      Measured measured = client.measure(requests, task);
      measured.record(task);
      verdicts.addAll(asked.verdicts(measured));
    } catch (UserError e) {
      task.log(String.valueOf(e.getMessage()));
      Optional<String> ended = server.ended();
      ended.ifPresent(task::log);
      String found =
          ended.isPresent() ? "the server died: " + firstLine(ended.get()) : firstLine(e);
      verdicts.add(Verdict.failed(check, "answered " + within(), found));
    }
  }

  private boolean hold(String check, String wanted, Optional<String> wrong, String right) {
    verdicts.add(
        wrong
            .map(what -> Verdict.failed(check, wanted, what))
            .orElseGet(() -> Verdict.held(check, wanted, right)));
    return wrong.isEmpty();
  }

  /** Names what was not come to. */
  private void fill() {
    if (lacks(SIGNATURE)) {
      verdicts.add(Verdict.notReached(SIGNATURE, AS_THE_BUNDLE));
    }
    if (lacks(PREDICTIONS)) {
      verdicts.add(Verdict.notReached(PREDICTIONS, BIT_FOR_BIT));
    }
    asked.notReached().stream().filter(verdict -> lacks(verdict.check())).forEach(verdicts::add);
  }

  private boolean lacks(String check) {
    return verdicts.stream().noneMatch(verdict -> verdict.check().equals(check));
  }

  private String within() {
    return "within " + Latency.ofNanos(timeout.toNanos());
  }

  private static String firstLine(Exception e) {
    return firstLine(String.valueOf(e.getMessage()));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** One line with the figures that decided. */
  static String reason(List<Verdict> verdicts) {
    List<String> failed = words(verdicts, Outcome.FAILED);
    return failed.isEmpty()
        ? "blessed: " + String.join("; ", words(verdicts, Outcome.HELD))
        : "not blessed: " + String.join("; ", failed);
  }

  private static List<String> words(List<Verdict> verdicts, Outcome outcome) {
    return verdicts.stream().filter(one -> one.is(outcome)).map(Verdict::toString).toList();
  }
}
