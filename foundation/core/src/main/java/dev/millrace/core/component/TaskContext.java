package dev.millrace.core.component;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.value.Id;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;

/** What a running step may use besides its inputs. */
public interface TaskContext {

  Id run();

  /** The step's id in the pipeline. */
  String step();

  /** The name of the pipeline, which is also the default name of its model. */
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

  /** Records a metric's value at a step (a boosting round, an epoch; 0 where there is none). */
  void metric(String key, double value, long step);

  /** Writes a line to the task's log. */
  void log(String line);

  /** Tells how far the task is, from 0 to 1. */
  void progress(double fraction, String doing);

  /** How many threads the task may keep busy. */
  int threads();

  /**
   * True once the run is being cancelled; long loops ask and return by throwing {@link
   * InterruptedException}.
   */
  boolean cancelled();

  /** A port of the program around the task, such as {@code ServerLauncher}. */
  <P> P port(Class<P> port);
}
