using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace StreamingTracker.Backup.Server.Tests.Api;

/// <summary>The OpenAPI document.</summary>
public sealed class ApiDescriptionTests : ServerTest
{
    private static readonly string[] NotDescribed = ["/openapi/{documentName}.json", "/metrics"];

    [Fact]
    public async Task Every_route_is_described_with_its_answers_and_examples_of_its_problems()
    {
        var server = await StartAsync();
        var routes = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => !NotDescribed.Contains(route.RoutePattern.RawText))
            .SelectMany(route => Methods(route).Select(method => (Path: Path(route), Method: method)))
            .ToList();

        var document = (await server.Http.GetFromJsonAsync<JsonObject>("/openapi/v1.json", TestContext.Current.CancellationToken))!;

        Assert.NotEmpty(routes);
        Assert.All(routes, route =>
        {
            var operation = document["paths"]?[route.Path]?[route.Method];
            Assert.True(operation is not null, $"{route.Method} {route.Path} is not described.");
            Assert.NotNull(operation["summary"]);
            Assert.Contains(operation["responses"]!.AsObject(), answer => answer.Key[0] == '2');
            foreach (var (status, answer) in operation["responses"]!.AsObject().Where(_ => route.Path.StartsWith("/api", StringComparison.Ordinal)))
                if (status[0] != '2') Assert.NotNull(answer!["content"]!["application/problem+json"]!["example"]!["remedy"]);
        });
    }

    [Fact]
    public async Task What_a_request_may_hold_is_explained()
    {
        var server = await StartAsync();

        var document = (await server.Http.GetFromJsonAsync<JsonObject>("/openapi/v1.json", TestContext.Current.CancellationToken))!;

        var confirm = document["components"]!["schemas"]!["RestoreOrder"]!["properties"]!["confirmDatabase"]!;
        Assert.Contains("overwritten", (string?)confirm["description"], StringComparison.Ordinal);
        Assert.Contains(document["paths"]!["/api/backups"]!["post"]!["parameters"]!.AsArray(), parameter => (string?)parameter!["name"] == "Idempotency-Key");
    }

    private static IEnumerable<string> Methods(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => method.ToLowerInvariant());

    private static string Path(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.Trim('/');
}
