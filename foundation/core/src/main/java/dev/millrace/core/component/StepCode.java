package dev.millrace.core.component;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.value.Digest;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a step runs, whatever it is written in: a {@link Component} in Java, a program in any
 * language, a container. Pipelines and the engine see components only as this.
 *
 * <p>Implementations keep no state: one instance may run many tasks at once.
 */
public interface StepCode {

  ComponentSignature signature();

  Identity identity();

  /**
   * Gives the code its inputs. Values that are not given take their defaults.
   *
   * @param artifacts stored ones, by input; an input that is absent has none
   * @param values by input
   * @throws dev.millrace.core.error.UserError naming every input that does not fit, what was
   *     expected and what was found
   */
  BoundCode bind(
      Map<String, ? extends List<? extends Artifact>> artifacts, Map<String, JsonNode> values);

  /** Which code this is, for the cache: the same identity does the same with the same inputs. */
  sealed interface Identity {

    /** All that a class reaches. */
    record JavaClass(Class<?> type) implements Identity {}

    /** Of whatever files the code consists of. */
    record Content(Digest digest) implements Identity {}
  }
}
