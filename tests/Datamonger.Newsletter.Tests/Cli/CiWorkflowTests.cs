using System.Diagnostics;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Datamonger.Newsletter.Tests.Cli;

/// <summary>The workflow that <c>init --ci github</c> writes: its own commands, run by bash in a git repository.</summary>
public sealed class CiWorkflowTests
{
    [Fact]
    public async Task C1_the_workflow_checks_publishes_and_sends()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The workflow's commands are bash's.");
        await using var cli = await PublishingCli.StartAsync();
        var root = cli.Newsletter.Root;
        Assert.Equal(0, (await cli.RunAsync("init", "--ci", "github")).ExitCode);
        Assert.Equal(2, (await cli.RunAsync("init", "--ci", "github")).ExitCode);
        var workflow = Read(Path.Combine(root, ".github/workflows/newsletter.yml"));
        using var runner = new Runner(root, cli.Sandbox.Address);
        await runner.ShellAsync(
            "git init -q -b main; git config user.name Editor; git config user.email editor@example.org; echo .datamonger > .gitignore; "
                + "git add -A; git commit -qm Start; git init -q --bare \"$RUNNER_TEMP/origin\"; git remote add origin "
                + "\"$RUNNER_TEMP/origin\"; "
                + "git push -q -u origin main"
        );
        var before = (await runner.ShellAsync("git rev-parse HEAD")).Trim();
        await runner.ShellAsync($"echo 'And fell.' >> content/issues/{PublishingCli.Slug}/index.md; git commit -qam Change");

        await runner.JobAsync(workflow, "check", ("github.base_ref", "main"));
        Assert.Contains("\"version\": \"2.1.0\"", File.ReadAllText(Path.Combine(root, "findings.sarif")), StringComparison.Ordinal);
        var comment = File.ReadAllText(Path.Combine(root, "comment.md"));
        Assert.Contains($"**{PublishingCli.Slug}**", comment, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(root, $"screenshots/{PublishingCli.Slug}-390.png")));
        Assert.Equal("pr comment 7 --body-file comment.md --edit-last --create-if-none\n", runner.Said);

        await runner.JobAsync(workflow, "publish", ("github.event.before", before));
        var token = runner.Summary.Split('\n').Single(line => line.StartsWith("token ", StringComparison.Ordinal)).Split(' ')[^1];
        Assert.Equal(0, cli.Sandbox.CountEffects("campaign.send"));

        await runner.JobAsync(workflow, "send", ("inputs.issue", PublishingCli.Slug), ("inputs.token", token), ("inputs.at", ""));
        Assert.Equal(1, cli.Sandbox.CountEffects("campaign.send"));
    }

    [Fact]
    public async Task C1_no_command_holds_an_expression_and_the_key_is_in_the_two_steps_that_need_it()
    {
        await using var cli = await PublishingCli.StartAsync();
        await cli.RunAsync("init", "--ci", "github");
        var workflow = Read(Path.Combine(cli.Newsletter.Root, ".github/workflows/newsletter.yml"));

        var steps = Map(workflow["jobs"])
            .Children.SelectMany(job => Steps(Map(job.Value)).Select(step => (Job: job.Key.ToString(), Step: step)));
        // An expression in a command would run what somebody wrote as a title or an input.
        Assert.All(
            steps.Where(step => Has(step.Step, "run")),
            step => Assert.DoesNotContain("${{", step.Step["run"].ToString(), StringComparison.Ordinal)
        );
        Assert.Equal(
            ["publish: Publish what changed", "send: Send or schedule"],
            steps
                .Where(step => Has(step.Step, "env") && Has(Map(step.Step["env"]), "MAILCHIMP_API_KEY"))
                .Select(step => $"{step.Job}: {step.Step["name"]}")
        );
        Assert.Equal("newsletter", Map(Map(workflow["jobs"])["send"])["environment"].ToString());
        foreach (var job in new[] { "publish", "send" })
            Assert.Equal("newsletter-publish", Map(Map(Map(workflow["jobs"])[job])["concurrency"])["group"].ToString());
    }

    private static YamlMappingNode Read(string path)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(path);
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static YamlMappingNode Map(YamlNode node) => (YamlMappingNode)node;

    private static bool Has(YamlMappingNode node, string key) => node.Children.ContainsKey(new YamlScalarNode(key));

    private static IEnumerable<YamlMappingNode> Steps(YamlMappingNode job) => ((YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>();

    /// <summary>What the host's runner does: environment, expressions, one bash for each command.</summary>
    private sealed class Runner : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly string _root;
        private readonly Uri _sandbox;

        public Runner(string root, Uri sandbox)
        {
            (_root, _sandbox) = (root, sandbox);
            // The host's own programs: one notes what it is asked, the other is the installed browser.
            Write("gh", "#!/bin/sh\necho \"$@\" >> \"$RUNNER_TEMP/said\"\n");
            Write("google-chrome", "#!/bin/sh\nfor a in \"$@\"; do case $a in --screenshot=*) : > \"${a#--screenshot=}\";; esac; done\n");
        }

        public string Said => File.ReadAllText(Path.Combine(_folder.Path, "said"));

        public string Summary => File.ReadAllText(Path.Combine(_folder.Path, "summary"));

        public async Task JobAsync(YamlMappingNode workflow, string name, params (string Name, string Value)[] known)
        {
            var job = Map(Map(workflow["jobs"])[name]);
            foreach (var step in Steps(job).Where(step => Has(step, "run") && step["name"].ToString() != "Install"))
            {
                var variables = new[] { workflow, job, step }
                    .Where(node => Has(node, "env"))
                    .SelectMany(node => Map(node["env"]).Children)
                    .Select(pair => (pair.Key.ToString(), Fill(pair.Value.ToString(), known)));
                await ShellAsync(step["run"].ToString(), [.. variables]);
            }
        }

        public async Task<string> ShellAsync(string command, params (string Name, string Value)[] variables)
        {
            var start = new ProcessStartInfo("bash")
            {
                WorkingDirectory = _root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (var argument in new[] { "--noprofile", "--norc", "-eo", "pipefail", "-c", command })
                start.ArgumentList.Add(argument);
            foreach (var (name, value) in variables)
                start.Environment[name] = value;
            start.Environment["PATH"] = $"{_folder.Path}:{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}";
            start.Environment["RUNNER_TEMP"] = _folder.Path;
            start.Environment["GITHUB_STEP_SUMMARY"] = Path.Combine(_folder.Path, "summary");
            start.Environment["TARGET"] = "sandbox";
            start.Environment["DATAMONGER_MAILCHIMP_URL"] = _sandbox.ToString();
            start.Environment.Remove("MAILCHIMP_API_KEY");
            using var shell = Process.Start(start)!;
            var error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(shell.ExitCode == 0, $"{command}\nended with {shell.ExitCode}:\n{output}\n{await error}");
            return output;
        }

        public void Dispose() => _folder.Dispose();

        private static string Fill(string text, (string Name, string Value)[] known)
        {
            (string Name, string Value)[] all =
            [
                .. known,
                ("github.server_url", "https://example.org"),
                ("github.repository", "owner/name"),
                ("github.run_id", "1"),
                ("github.token", "none"),
                ("github.event.pull_request.number", "7"),
                ("secrets.MAILCHIMP_API_KEY", ""),
            ];
            foreach (var (name, value) in all)
                text = text.Replace($"${{{{ {name} }}}}", value, StringComparison.Ordinal);
            Assert.DoesNotContain("${{", text, StringComparison.Ordinal);
            return text;
        }

        private void Write(string name, string text)
        {
            var path = Path.Combine(_folder.Path, name);
            File.WriteAllText(path, text);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
