using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Settings;

public sealed class PersonaReaderTests
{
    [Fact]
    public void A_persona_has_values_and_groups()
    {
        var (personas, found) = Read(
            """
            personas:
              - name: Priya
                description: Every field filled.
                email: priya@example.org
                fields: {FNAME: Priya, LNAME: ""}
                interests: {Topics: [Fostering, Safeguarding], Role: Analyst}
            """
        );
        Assert.Equal("", found);
        var persona = Assert.Single(personas);
        Assert.Equal(("Priya", "priya@example.org", "Every field filled."), (persona.Name, persona.Email, persona.Description));
        Assert.Equal(("Priya", ""), (persona.Fields["FNAME"], persona.Fields["LNAME"]));
        Assert.Equal(["Fostering", "Safeguarding"], persona.Interests["Topics"]);
        Assert.Equal(["Analyst"], persona.Interests["Role"]);
    }

    [Fact]
    public void What_is_wrong_is_told_and_the_others_stay()
    {
        var (personas, found) = Read(
            """
            personas:
              - {name: One, email: one@example.org, fields: {FNANE: x}}
              - {email: two@example.org}
              - {name: Three, email: three@example.org, colour: red}
            """
        );
        Assert.Equal(["One", "Three"], personas.Select(persona => persona.Name));
        Assert.Equal(
            """
            content/personas.yml:2:50: warning DM108: "FNANE" of One is not a merge field of newsletter.yml.
            content/personas.yml:3:5: error DM104: "name" is missing; a persona needs it.
            content/personas.yml:4:45: error DM103: "colour" is not a key of a persona.
            """,
            found
        );
    }

    [Theory]
    [InlineData(
        "- {name: Ada, email: ada@example.org}",
        "content/personas.yml:1:1: error DM105: personas.yml is a list; the sample subscribers must stand under the key \"personas\"."
    )]
    [InlineData(
        "Ada",
        "content/personas.yml:1:1: error DM105: personas.yml is a single value; the sample subscribers must stand under the key \"personas\"."
    )]
    [InlineData("# nobody yet", "content/personas.yml:1:1: error DM104: \"personas\" is missing; personas.yml needs it.")]
    public void A_file_that_is_something_else_is_told(string text, string expected) => Assert.Equal(expected, Read(text).Found);

    [Fact]
    public void The_sample_personas_are_sound()
    {
        var (personas, found) = Read(
            File.ReadAllText(Path.Combine(RepositoryFolder.Root, "content", "personas.yml")),
            Workspace.Open(RepositoryFolder.Root).Settings
        );
        Assert.Equal("", found);
        Assert.Equal(9, personas.Length);
    }

    private static (ImmutableArray<Persona> Personas, string Found) Read(string text, NewsletterSettings? settings = null)
    {
        var diagnostics = new DiagnosticBag();
        var personas = PersonaReader.Read(new SourceText("content/personas.yml", text), settings ?? TestIssue.Settings, diagnostics);
        return (personas, string.Join('\n', diagnostics.ToImmutable()));
    }
}
