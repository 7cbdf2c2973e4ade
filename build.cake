var target = Argument("target", "Default");
var configuration = Argument("configuration", "Release");
var issue = Argument("issue", "");

const string solution = "Datamonger.Newsletter.sln";
const string tests = "tests/Datamonger.Newsletter.Tests/Datamonger.Newsletter.Tests.csproj";
const string cli = "src/Datamonger.Newsletter.Cli/Datamonger.Newsletter.Cli.csproj";

Task("Restore").Does(() => DotNetRestore(solution));

Task("Build").IsDependentOn("Restore")
    .Does(() => DotNetBuild(solution, new DotNetBuildSettings { Configuration = configuration, NoRestore = true }));

Task("Test").IsDependentOn("Build")
    .Does(() => Run("dotnet", $"test --solution {solution} --configuration {configuration} --no-build"));

Task("Newsletter").Description("Build the sample issues").IsDependentOn("Build").Does(() => Datamonger("build"));

Task("Preview").Description("Show an issue as its subscribers will see it; --issue=<slug>").IsDependentOn("Build").Does(() => Datamonger($"preview {issue}".TrimEnd()));

Task("Accept").Description("Rewrite the accepted snapshots; read the diff").IsDependentOn("Build")
    .Does(() =>
    {
        Environment.SetEnvironmentVariable("UPDATE_SNAPSHOTS", "1");
        Run("dotnet", $"test --solution {solution} --configuration {configuration} --no-build");
    });

Task("Fuzz").Description("Build changed files for a while; --minutes=<n> --seed=<n>; what fails is kept in artifacts/fuzz").IsDependentOn("Build")
    .Does(() =>
    {
        Environment.SetEnvironmentVariable("DATAMONGER_FUZZ_MINUTES", Argument("minutes", "10"));
        Environment.SetEnvironmentVariable("DATAMONGER_FUZZ_SEED", Argument("seed", "1"));
        Environment.SetEnvironmentVariable("DATAMONGER_FUZZ_OUTPUT", System.IO.Path.GetFullPath("artifacts/fuzz"));
        Run("dotnet", $"run --project {tests} --configuration {configuration} --no-build -- -class *.FuzzTests");
    });

Task("Publish").Description("The native program and the dotnet tool package, in artifacts/; --update-locks after a package or the SDK changed").IsDependentOn("Restore")
    .Does(() =>
    {
        var platform = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;
        // Where no lock file of the platform was kept, this makes one.
        var isLocked = FileExists($"src/Datamonger.Newsletter.Cli/packages.{platform}.lock.json") && !HasArgument("update-locks");
        var options = $"--configuration Release --runtime {platform} -p:PublishAot=true -p:RestoreLockedMode={isLocked} {(isLocked ? "" : "-p:RestoreForceEvaluate=true")}";
        Run("dotnet", $"publish {cli} {options} -p:PackAsTool=false --output artifacts/native");
        Run("dotnet", $"pack {cli} {options} --output artifacts/packages");
    });

Task("Default").IsDependentOn("Test").IsDependentOn("Newsletter");

void Datamonger(string arguments) => Run("dotnet", $"run --project {cli} --configuration {configuration} --no-build -- {arguments}");

void Run(string command, string arguments)
{
    var exitCode = StartProcess(command, arguments);
    if (exitCode != 0) throw new CakeException($"{command} {arguments} ended with {exitCode}.");
}

RunTarget(target);
