package dev.millrace.core.pipeline;

import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.component.Deferred;
import dev.millrace.core.component.Shape;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What {@code item} is in a step that is run for each element of a list. */
public sealed interface FanItem {

  /**
   * A value.
   *
   * @param shape of every element
   * @param written the elements that are written in the definition; empty where they come of a run
   */
  record Values(Shape shape, List<JsonNode> written) implements FanItem {
    public Values {
      written = List.copyOf(written);
    }
  }

  /** An artifact. */
  record Artifacts(ArtifactType<?> type) implements FanItem {}

  /** Something of which nothing is known before a run. */
  record Unknown() implements FanItem {}

  /**
   * The elements of a list.
   *
   * @param list as far as it is known before a run; a list, or {@link Deferred}
   * @return empty if it is no list
   */
  static Optional<FanItem> of(JsonNode list) {
    if (list.isArray()) {
      List<JsonNode> elements = list.valueStream().toList();
      return Optional.of(new Values(Shapes.common(elements), elements));
    }
    Shape shape = Shapes.of(list);
    return shape instanceof Shape.Anything
        ? Optional.of(new Unknown())
        : shape.eachOf().map(each -> new Values(each, List.of()));
  }
}
