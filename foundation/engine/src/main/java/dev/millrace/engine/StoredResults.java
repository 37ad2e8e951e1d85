package dev.millrace.engine;

import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.engine.graph.Kept;
import dev.millrace.engine.graph.StepResult;
import dev.millrace.store.ArtifactStore;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.ArtifactRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Brings what a step made, now or in an earlier run, into the form that other steps take. */
final class StoredResults {

  private final MetadataStore metadata;
  private final ArtifactStore artifacts;

  StoredResults(EngineSetup setup) {
    this.metadata = setup.metadata();
    this.artifacts = setup.artifacts();
  }

  /**
   * What the database says that a step made.
   *
   * @throws UserError if files of it are gone
   */
  StepResult find(ComponentSignature signature, Map<String, Id> ids, Map<String, JsonNode> values) {
    Map<String, ArtifactRow> rows = new LinkedHashMap<>();
    ids.forEach((output, id) -> rows.put(output, metadata.findArtifact(id).orElseThrow()));
    return open(signature, rows, values);
  }

  /** True if all of the files are in their places. */
  boolean there(Collection<Id> ids) {
    try {
      for (Id id : ids) {
        artifacts.open(metadata.findArtifact(id).orElseThrow());
      }
      return true;
    } catch (UserError gone) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look for the files of a finished step", e);
    }
  }

  /** What a step has published just now. */
  StepResult open(
      ComponentSignature signature, Map<String, ArtifactRow> rows, Map<String, JsonNode> values) {
    Map<String, List<Kept>> opened = new LinkedHashMap<>();
    rows.forEach((output, row) -> opened.put(output, List.of(open(type(signature, output), row))));
    return new StepResult(opened, values);
  }

  Kept open(ArtifactType<?> type, ArtifactRow row) {
    try {
      return new Kept(
          row,
          type.over(
              new Handle.Stored(row.id(), row.digest(), artifacts.open(row), row.properties())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + row.type() + " " + row.digest().brief(), e);
    }
  }

  /** Reads every byte again; throws a {@link UserError} that names what is damaged. */
  void verify(StepResult result) {
    result.artifacts().values().forEach(made -> made.forEach(each -> verify(each.row())));
  }

  private void verify(ArtifactRow row) {
    try {
      artifacts.verify(row);
    } catch (IOException e) {
      throw UserError.failure(
              "the stored %s %s cannot be read: %s"
                  .formatted(row.type(), row.digest().brief(), e.getMessage()))
          .causedBy(e);
    }
  }

  private static ArtifactType<?> type(ComponentSignature signature, String output) {
    Port port =
        signature
            .output(output)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "component '" + signature.name() + "' has no output '" + output + "'"));
    return switch (port) {
      case ArtifactPort artifact -> artifact.type();
      case ValuePort value ->
          throw new IllegalStateException(
              "output '" + value.name() + "' of '" + signature.name() + "' is a value");
    };
  }
}
