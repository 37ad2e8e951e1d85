package dev.millrace.core.component;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.value.Id;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** What a running step may use besides its inputs. */
public interface TaskContext {

  Id run();

  /**
   * The step's id in the pipeline; its path inside a step that fans out or is a pipeline, such as
   * {@code each[2]/train}.
   */
  String step();

  /**
   * The name of the pipeline, which is also the default name of its model; for a step of a nested
   * one that has a file of its own, the name it has there.
   */
  String pipeline();

  /** The event time of the run: nothing later than this may be seen. */
  Instant asOf();

  /** The only source of the present time. */
  Clock clock();

  /**
   * An output to write: its directory exists and is empty. It appears in the store whole, when the
   * step ends well.
   */
  <A extends Artifact> A stage(ArtifactType<A> type);

  /** A directory of this task alone, for scratch files; removed when the task ends. */
  Path workDirectory();

  /** A path of a parameter, relative to the pipeline's own directory. */
  Path resolve(String path);

  /**
   * Variables for programs that the task starts: those that the step names, and the values of its
   * secrets by theirs. What the task logs is searched for the latter, and they are blacked out.
   */
  default Map<String, String> environment() {
    return Map.of();
  }

  /** Records a metric's value at a step (a boosting round, an epoch; 0 where there is none). */
  void metric(String key, double value, long step);

  /** Writes a line to the task's log. */
  void log(String line);

  /** Tells how far the task is, from 0 to 1. */
  void progress(double fraction, String doing);

  /** How many threads the task may keep busy. */
  int threads();

  /** What the step asked to have to itself, for those who can hold a program to it. */
  default Allowance allowance() {
    return Allowance.NONE;
  }

  /**
   * True once the run is being cancelled or the task's time is over; long loops ask and return by
   * throwing {@link InterruptedException}.
   */
  boolean cancelled();

  /** A port of the program around the task, such as {@code ServerLauncher}. */
  <P> P port(Class<P> port);
}
