package dev.millrace.benchmark.slice;

import dev.millrace.serving.HttpSettings;
import dev.millrace.serving.ServerConfig;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The model server's web server with the same settings, answering each request with the same bytes
 * once it has read its body. A process of its own: prints its port, ends with its input.
 */
final class ConstantServer {

  private ConstantServer() {}

  /**
   * @param arguments the answer
   */
  @SuppressWarnings("SystemOut") // how the port is told
  public static void main(String[] arguments) throws IOException {
    byte[] answer = arguments[0].getBytes(StandardCharsets.UTF_8);
    WebServer web =
        HttpSettings.builder(ServerConfig.loopback(0))
            .routing(
                routing ->
                    routing.post(
                        "/*",
                        (request, response) -> {
                          byte[] body = request.content().as(byte[].class);
                          response.header(HeaderNames.CONTENT_TYPE, "application/json");
                          response.send(body.length > 0 ? answer : new byte[0]);
                        }))
            .build();
    web.start();
    System.out.println(web.port());
    System.in.transferTo(OutputStream.nullOutputStream());
    web.stop();
  }
}
