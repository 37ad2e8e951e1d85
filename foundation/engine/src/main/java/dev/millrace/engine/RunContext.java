package dev.millrace.engine;

import dev.millrace.core.api.RunListener;
import dev.millrace.core.value.Id;
import dev.millrace.engine.bench.Workbench;
import dev.millrace.engine.graph.RunFacts;
import dev.millrace.store.MetadataStore;
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
    StepBinder binder,
    RunListener listener) {

  MetadataStore metadata() {
    return setup.metadata();
  }

  Id id() {
    return run.id();
  }
}
