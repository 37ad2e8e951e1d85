package dev.millrace.store.lineage;

import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import java.time.Instant;

/** One thing in a lineage. */
public sealed interface Node {

  /** By which edges name it: the id's 32 digits, or {@code deployment/12}. */
  String key();

  /**
   * @param live false if its files are gone
   */
  record OfArtifact(Id id, String type, Digest digest, boolean live) implements Node {
    @Override
    public String key() {
      return id.hex();
    }
  }

  record OfExecution(Id id, String pipeline, String step, Id run, Instant recordedAt)
      implements Node {
    @Override
    public String key() {
      return id.hex();
    }
  }

  /**
   * @param specDigest of the pipeline's version
   * @param trigger what started it, with the reason in words
   */
  record OfRun(
      Id id,
      String pipeline,
      Digest specDigest,
      RunState state,
      Instant asOf,
      String trigger,
      String reason)
      implements Node {
    @Override
    public String key() {
      return id.hex();
    }
  }

  record OfModelVersion(Id id, String model, int version) implements Node {
    @Override
    public String key() {
      return id.hex();
    }
  }

  /**
   * @param number in the history of deployments
   */
  record OfDeployment(long number, String environment, String model, int version, Instant eventTime)
      implements Node {
    @Override
    public String key() {
      return Kind.deploymentKey(number);
    }
  }
}
