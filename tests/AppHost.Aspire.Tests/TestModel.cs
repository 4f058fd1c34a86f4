using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace StreamingTracker.Backup.AppHost.Aspire.Tests;

/// <summary>The model of the system, looked at without starting anything.</summary>
internal sealed class TestModel(IDistributedApplicationTestingBuilder builder)
{
    public static async Task<TestModel> CreateAsync(params string[] arguments) =>
        new(await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(arguments, TestContext.Current.CancellationToken));

    public IEnumerable<string> Names => builder.Resources.Where(resource => resource is not ParameterResource).Select(resource => resource.Name);

    public IResource this[string name] => builder.Resources.Single(resource => resource.Name == name);

    public IEnumerable<string> WaitsOf(string name) => this[name].Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name);

    public ResourceCommandAnnotation Command(string name, string command) =>
        this[name].Annotations.OfType<ResourceCommandAnnotation>().Single(annotation => annotation.Name == command);

    /// <summary>The environment of a resource as it would be published: references as expressions.</summary>
    public async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync(string name)
    {
        var context = new EnvironmentCallbackContext(new DistributedApplicationExecutionContext(DistributedApplicationOperation.Publish));
        foreach (var annotation in this[name].Annotations.OfType<EnvironmentCallbackAnnotation>()) await annotation.Callback(context);
        return context.EnvironmentVariables.ToDictionary(
            variable => variable.Key,
            variable => variable.Value is IManifestExpressionProvider reference ? reference.ValueExpression : $"{variable.Value}");
    }
}
