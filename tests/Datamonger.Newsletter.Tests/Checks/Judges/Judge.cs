using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Tests.Support;
using Microsoft.Playwright;
using MimeKit;

namespace Datamonger.Newsletter.Tests.Checks.Judges;

/// <summary>
/// Programs of others that judge HTML and mail. <c>DATAMONGER_JUDGES</c> names a folder in which
/// <c>npm install --ignore-scripts vnu-jar html-validate html_codesniffer</c> was run; java, node and spamassassin are on the path.
/// </summary>
internal static partial class Judge
{
    // Reviewed: what a page must not have and an email needs. Outlook reads the namespaces and its own properties; Apple Mail the older
    // name of color-scheme.
    [GeneratedRegex("xmlns:|“mso-|supported-color-schemes")]
    private static partial Regex OfEmail();

    /// <summary>What the Nu HTML checker calls an error.</summary>
    public static async Task<IReadOnlyList<string>> NuAsync(string html)
    {
        using var folder = new TemporaryFolder();
        var jar = Path.Combine(Folder(), "node_modules", "vnu-jar", "build", "dist", "vnu.jar");
        var (_, report) = await RunAsync(
            "java",
            ["-jar", jar, "--errors-only", "--format", "json", folder.Write("email.html", html)],
            null
        );
        return
        [
            .. JsonNode.Parse(report)!["messages"]!
                .AsArray()
                .Select(message => (string)message!["message"]!)
                .Where(message => !OfEmail().IsMatch(message)),
        ];
    }

    /// <summary>
    /// What html-validate reports by its standard rules, but for what an email needs: styles on elements, attributes of old, comments for
    /// Outlook.
    /// </summary>
    public static async Task<IReadOnlyList<string>> HtmlValidateAsync(string html)
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            ".htmlvalidate.json",
            """{"root": true, "extends": ["html-validate:standard"], "rules": {"no-inline-style": "off", "no-deprecated-attr": "off", "no-conditional-comment": "off", "prefer-native-element": "off"}}"""
        );
        var program = Path.Combine(Folder(), "node_modules", "html-validate", "bin", "html-validate.mjs");
        var (_, report) = await RunAsync("node", [program, "--formatter", "json", folder.Write("email.html", html)], folder.Path);
        return
        [
            .. JsonNode
                .Parse(report)!
                .AsArray()
                .SelectMany(file => file!["messages"]!.AsArray())
                .Select(message => $"{message!["line"]}: {message["ruleId"]}: {message["message"]}"),
        ];
    }

    /// <summary>
    /// What HTML_CodeSniffer calls an error by WCAG 2 AA, in a page that a browser shows. Reviewed: it takes the cells of a table for
    /// elements
    /// with a meaning of their own even where the table is there for layout alone (role=presentation), which ARIA says they are not.
    /// </summary>
    public static async Task<IReadOnlyList<string>> CodeSnifferAsync(IPage page)
    {
        await page.AddScriptTagAsync(new() { Path = Path.Combine(Folder(), "node_modules", "html_codesniffer", "build", "HTMLCS.js") });
        return await page.EvaluateAsync<string[]>(
            """
            new Promise((done, failed) => HTMLCS.process("WCAG2AA", document, () =>
                done(HTMLCS.getMessages().filter(message => message.type === HTMLCS.ERROR && !message.code.endsWith("F92,ARIA4")).map(message => `${message.code}: ${message.msg} ${message.element.outerHTML ?? ""}`)), failed))
            """
        );
    }

    /// <summary>SpamAssassin's points by its local rules, and the rules that gave them.</summary>
    public static async Task<(double Score, string Rules)> SpamAssassinAsync(MimeMessage message)
    {
        using var stream = new MemoryStream();
        await message.WriteToAsync(stream, TestContext.Current.CancellationToken);
        var (_, answer) = await RunAsync("spamassassin", ["-L", "-t"], null, stream.ToArray());
        var status = Status().Match(answer);
        Assert.True(status.Success, answer);
        return (
            double.Parse(status.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture),
            Unfolded().Replace(status.Groups[2].Value, "")
        );
    }

    private static string Folder() =>
        Require.Variable(
            "DATAMONGER_JUDGES",
            "run npm install --ignore-scripts vnu-jar html-validate html_codesniffer in a folder and name it."
        );

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string program,
        string[] arguments,
        string? folder,
        byte[]? input = null
    )
    {
        var start = new ProcessStartInfo(Require.Program(program), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? "",
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (input is not null)
            await process.StandardInput.BaseStream.WriteAsync(input, TestContext.Current.CancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var (said, complained) = (await output, await error);
        // The Nu checker reports on stderr.
        return (process.ExitCode, said.Length > 0 ? said : complained);
    }

    [GeneratedRegex(@"X-Spam-Status: \w+, score=(-?[\d.]+) required=[\d.]+\s+tests=([\w,\s]*?)\s+(?:autolearn|version)")]
    private static partial Regex Status();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Unfolded();
}
