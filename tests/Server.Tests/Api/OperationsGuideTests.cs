using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StreamingTracker.Backup.Server.Problems;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Server.Tests.Api;

/// <summary>docs/operations.md has the routes, statuses and checks that the server has.</summary>
public sealed partial class OperationsGuideTests : ServerTest
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "operations.md"));

    // What the OpenAPI document leaves out: itself, and what is for machines alone.
    private static readonly string[] NotDescribed = ["GET /metrics 200", "GET /openapi/v1.json 200"];

    [Fact]
    public async Task Every_route_is_in_the_guide_with_its_statuses_and_no_other()
    {
        var server = await StartAsync();
        var document = (await server.Http.GetFromJsonAsync<JsonObject>("/openapi/v1.json", TestContext.Current.CancellationToken))!;
        var served =
            from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            let method = operation.Key.ToUpperInvariant()
            let statuses = operation.Value!["responses"]!.AsObject().Select(answer => answer.Key).Except(Everywhere(method, path.Key))
            select $"{method} {path.Key} {string.Join(", ", statuses.Order(StringComparer.Ordinal))}";

        var explained = Route().Matches(Guide).Select(route => $"{route.Groups[1].Value} {route.Groups[2].Value}");

        Assert.Equal(served.Concat(NotDescribed).Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_check_is_in_the_guide_and_no_other()
    {
        var server = await StartAsync();
        var health = await server.Http.GetFromJsonAsync<JsonObject>("/health", TestContext.Current.CancellationToken);

        var checks = health!["checks"]!.AsArray().Select(check => (string)check!["name"]!);

        Assert.Equal(checks.Order(), Check().Matches(Section("## Health", "\n## ")).Select(match => match.Groups[1].Value).Order());
    }

    [Fact]
    public void Every_code_of_a_problem_has_the_status_of_the_guide()
    {
        var rows = Code().Matches(Section("**Problems.**", "\n### ")).ToList();

        Assert.NotEmpty(rows);
        foreach (var row in rows)
            foreach (var code in row.Groups[1].Value.Split(", ").Select(code => code.Trim('`')))
                if (code is not ("cross-site" or "host-refused"))
                    Assert.Contains($"{FailureStatus.Of(code)}", row.Groups[2].Value, StringComparison.Ordinal);
    }

    private static string Section(string from, string to)
    {
        var begin = Guide.IndexOf(from, StringComparison.Ordinal);
        return Guide[begin..Guide.IndexOf(to, begin, StringComparison.Ordinal)];
    }

    // The paragraph after the table has these.
    private static IEnumerable<string> Everywhere(string method, string path) => (path.StartsWith("/api", StringComparison.Ordinal), method) switch
    {
        (false, _) => [],
        (_, "POST") => ["400", "403", "409", "413", "415", "500", "503"],
        (_, "GET") => ["400", "500", "503"],
        _ => ["400", "403", "500", "503"],
    };

    [GeneratedRegex(@"^\| `([A-Z]+ /[^`]*)` \|.*\| ([0-9, ]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Route();

    [GeneratedRegex(@"^\| `([a-z0-9]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Check();

    [GeneratedRegex(@"^\| (`[a-z`, -]+`) \| ([0-9, ]+) \|", RegexOptions.Multiline)]
    private static partial Regex Code();
}
