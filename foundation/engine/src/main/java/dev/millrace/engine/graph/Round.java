package dev.millrace.engine.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One round of a step that fans out.
 *
 * @param index from 0
 */
public record Round(int index, Element element) {

  /** What a round is about. */
  public sealed interface Element {

    record Value(JsonNode value) implements Element {}

    record Made(Kept artifact) implements Element {}
  }

  /** Something inside the element, by keys into it; of an artifact, a property. */
  @Nullable JsonNode at(List<String> path) {
    return switch (element) {
      case Element.Value(JsonNode value) -> {
        JsonNode at = value;
        for (int i = 0; i < path.size() && at != null; i++) {
          at = at.get(path.get(i));
        }
        yield at;
      }
      case Element.Made(Kept kept) ->
          path.size() == 2 && path.getFirst().equals("properties")
              ? kept.row().properties().get(path.getLast())
              : null;
    };
  }
}
