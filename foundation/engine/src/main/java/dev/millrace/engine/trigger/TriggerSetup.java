package dev.millrace.engine.trigger;

import dev.millrace.core.component.ComponentSource;
import dev.millrace.core.port.FindingSink;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.TriggerStore;
import java.time.Clock;

/** What triggers are looked at with. */
public record TriggerSetup(
    TriggerStore triggers,
    MetadataStore metadata,
    ComponentSource components,
    FindingSink findings,
    Clock clock) {}
