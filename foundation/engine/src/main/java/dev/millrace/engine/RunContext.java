package dev.millrace.engine;

import dev.millrace.core.api.RunListener;
import dev.millrace.store.MetadataStore.Token;

/**
 * What the steps of one run share.
 *
 * @param token proof of holding the run's lease, for every write
 */
record RunContext(
    EngineSetup setup,
    RunFacts run,
    Token token,
    Workbench bench,
    CacheLookup cache,
    RunListener listener) {

  StepBinder binder() {
    return new StepBinder(setup, run);
  }

  StoredResults results() {
    return new StoredResults(setup);
  }
}
