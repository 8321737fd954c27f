package example

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"
)

// mockURL is the URL of the mock that all tests share.
var mockURL string

// TestMain starts the mock: the one of PROOFSHEET_URL, a container of PROOFSHEET_IMAGE, or the program of PROOFSHEET_COMMAND.
func TestMain(m *testing.M) {
	url, stop, err := start(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	mockURL = url
	code := m.Run()
	stop()
	os.Exit(code)
}

func start(ctx context.Context) (string, func(), error) {
	if url := os.Getenv("PROOFSHEET_URL"); url != "" {
		return url, func() {}, nil
	}
	if image := os.Getenv("PROOFSHEET_IMAGE"); image != "" {
		return startContainer(ctx, image)
	}
	command := os.Getenv("PROOFSHEET_COMMAND")
	if command == "" {
		command = "npx --yes proofsheet"
	}
	return startProgram(command)
}

func startContainer(ctx context.Context, image string) (string, func(), error) {
	container, err := testcontainers.Run(ctx, image,
		testcontainers.WithExposedPorts("4010/tcp"),
		testcontainers.WithWaitStrategy(wait.ForHTTP("/_proofsheet/readyz").WithPort("4010/tcp")),
	)
	stop := func() { _ = testcontainers.TerminateContainer(container) }
	if err != nil {
		stop()
		return "", nil, err
	}
	url, err := container.PortEndpoint(ctx, "4010/tcp", "http")
	return url, stop, err
}

// startProgram starts the mock as a program. The pipe to its standard input ends with this process, however it ends, so no server
// is left, also behind npx.
func startProgram(command string) (string, func(), error) {
	words := append(strings.Fields(command), "mock", "--port", "0", "--log-level", "warn", "--end-with-stdin")
	program := exec.Command(words[0], words[1:]...)
	program.Stderr = os.Stderr
	input, err := program.StdinPipe()
	if err != nil {
		return "", nil, err
	}
	output, err := program.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := program.Start(); err != nil {
		return "", nil, err
	}
	stop := func() {
		_ = input.Close()
		_ = program.Wait()
	}
	banner := regexp.MustCompile(`mock at (http://\S+)`)
	for lines := bufio.NewScanner(output); lines.Scan(); {
		if found := banner.FindStringSubmatch(lines.Text()); found != nil {
			go func() { _, _ = io.Copy(io.Discard, output) }()
			return found[1], stop, nil
		}
	}
	stop()
	return "", nil, fmt.Errorf("%s ended without the URL of the mock: see its output above", command)
}
