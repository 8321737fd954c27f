package example;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A mock: the one of PROOFSHEET_URL, a container of PROOFSHEET_IMAGE, or the program of PROOFSHEET_COMMAND. */
final class Mock implements AutoCloseable {
  final String url;
  private final AutoCloseable server;

  private Mock(String url, AutoCloseable server) {
    this.url = url;
    this.server = server;
  }

  static Mock start() throws IOException {
    String url = System.getenv("PROOFSHEET_URL");
    String image = System.getenv("PROOFSHEET_IMAGE");
    if (url != null) return new Mock(url, () -> {});
    if (image != null) return startContainer(image);
    return startProgram(System.getenv().getOrDefault("PROOFSHEET_COMMAND", "npx --yes proofsheet"));
  }

  private static Mock startContainer(String image) {
    var container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withExposedPorts(4010)
            .waitingFor(Wait.forHttp("/_proofsheet/readyz").forPort(4010));
    container.start();
    return new Mock("http://" + container.getHost() + ":" + container.getMappedPort(4010), container);
  }

  /**
   * Starts the mock as a program. The pipe to its standard input ends with this process, however it ends, so no server is left, also
   * behind npx.
   */
  private static Mock startProgram(String command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("mock", "--port", "0", "--log-level", "warn", "--end-with-stdin"));
    Process program = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    AutoCloseable stop =
        () -> {
          program.getOutputStream().close();
          program.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
          program.waitFor();
        };
    Pattern banner = Pattern.compile("mock at (http://\\S+)");
    BufferedReader output = program.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      var found = banner.matcher(line);
      if (found.find()) return new Mock(found.group(1), stop);
    }
    throw new IOException(command + " ended without the URL of the mock: see its output above");
  }

  @Override
  public void close() throws Exception {
    server.close();
  }
}
