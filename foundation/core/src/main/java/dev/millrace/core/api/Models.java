package dev.millrace.core.api;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be asked of the registered models. */
public interface Models {

  /** By name. */
  List<ModelReport> list();

  /**
   * A model with all its versions, and the history of its aliases.
   *
   * @param reference {@code MODEL}, or {@code MODEL@VERSION} or {@code MODEL@ALIAS} for one version
   *     only
   * @param asOf nothing later is seen; if not given, all is
   */
  ModelReport show(String reference, Optional<Instant> asOf);

  /**
   * The card of a version: what it is for, how good it is on what, and where it comes from.
   *
   * @param reference as of {@link #show}; a name alone means the champion
   * @param page to write it to, if any: one HTML file that needs no other
   */
  ModelCardReport card(String reference, Optional<Path> page) throws IOException;

  /** Lets an alias stand for a version, and may have it served. */
  PromotionReport promote(PromotionOrder order) throws IOException;

  /**
   * Lets an alias stand for what it stood for before; environments that serve what it stands for
   * follow.
   *
   * @param reason in words; a usual one if not given
   */
  RollbackReport rollback(String model, String alias, Optional<String> reason) throws IOException;

  /** Notes tags and a description of a model or a version, or takes an alias away. */
  ModelReport edit(ModelEdit edit);

  /**
   * What is different between two versions of a model.
   *
   * @param before a version's number, {@code 3} or {@code v3}, or an alias
   * @param after likewise
   */
  ModelDiffReport diff(String model, String before, String after) throws IOException;

  /**
   * Makes a model again in a fresh home, from the inputs, parameters and code that are recorded of
   * it, and compares what each step of its lineage makes with what is recorded.
   */
  ReproductionReport reproduce(ReproductionOrder order, RunListener listener)
      throws IOException, InterruptedException;
}
