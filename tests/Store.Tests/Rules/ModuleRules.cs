using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Store.Chain;
using Store.Host;

namespace Store.Tests.Rules;

/// <summary>What keeps modules apart. Each rule is a function over what it judges, so that a planted violation can be shown to it.</summary>
internal static partial class ModuleRules
{
    /// <summary>What a project may refer to of Store's own.</summary>
    public static readonly string[] OpenToModules = ["Store.Kernel", "Store.Contracts"];

    /// <summary>References of a project file to other projects of Store than the allowed ones, and doors it opens to others than the tests.</summary>
    public static IEnumerable<string> ForbiddenInProject(string project, params IReadOnlyList<string> allowed)
    {
        foreach (var element in XDocument.Parse(project).Descendants())
        {
            var what = (string?)element.Attribute("Include") ?? "";
            var name = Path.GetFileNameWithoutExtension(what[(what.LastIndexOfAny(['/', '\\']) + 1)..]);
            switch (element.Name.LocalName)
            {
                case "ProjectReference" or "Reference" or "PackageReference" when name.StartsWith("Store.", StringComparison.Ordinal) && !allowed.Contains(name, StringComparer.Ordinal):
                    yield return $"refers to {name}";
                    break;
                case "InternalsVisibleTo" when what is not ("Store.Tests" or "Store.Benchmarks"):
                    yield return $"shows its inside to {what}";
                    break;
            }
        }
    }

    /// <summary>Assemblies of Store that a compiled module uses and may not.</summary>
    public static IEnumerable<string> ForbiddenAssemblies(IEnumerable<string> referenced) =>
        referenced.Where(name => name.StartsWith("Store.", StringComparison.Ordinal) && !OpenToModules.Contains(name, StringComparer.Ordinal));

    /// <summary>Types that others can see, besides the module's marker.</summary>
    public static IEnumerable<string> SeenFromOutside(string module, IEnumerable<Type> exported) =>
        exported.Select(type => type.FullName!).Where(name => name != $"Store.{module}.{module}Module");

    /// <summary>What is wrong with a source file as a slice; nothing for a file that is none.</summary>
    public static IEnumerable<string> SliceFaults(string fileName, string source)
    {
        var endpoints = EndpointClass().Count(source);
        if (endpoints == 0 && !HandlerClass().IsMatch(source))
            yield break;
        if (endpoints > 1)
            yield return $"{fileName} has {endpoints} endpoints";
        var named = Path.GetFileNameWithoutExtension(fileName);
        var types = TopLevelType().Matches(source);
        foreach (var other in types.Where((type, position) => type.Groups["name"].Value != named && (position == 0 || type.Value.Contains(" static ", StringComparison.Ordinal))))
            yield return $"{fileName} holds {other.Groups["name"].Value}";
    }

    /// <summary>Names that more than one slice has.</summary>
    public static IEnumerable<string> Doubles(IEnumerable<string> sliceNames) =>
        sliceNames.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key);

    [GeneratedRegex(@"\bclass\s+\w+[^{;]*:\s*IEndpoint\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EndpointClass();

    [GeneratedRegex(@"\bclass\s+\w+[^{;]*:\s*IRequestHandler<", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HandlerClass();

    [GeneratedRegex(@"^(?:public|internal)[ \w]*\b(?:class|record|struct|interface|enum)\s+(?<name>\w+)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TopLevelType();
}

/// <summary>The rules over every module that there is.</summary>
public sealed class ModuleRulesTests
{
    public static TheoryData<string> Modules => [.. SourceTree.Modules];

    [Fact]
    public void Every_module_of_the_folder_is_in_the_host() => Assert.Equal(
        SourceTree.Modules.Select(module => $"Store.{module}"),
        StoreHost.Modules.Select(module => module.GetType().Assembly.GetName().Name!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_refers_to_the_kernel_and_the_contracts_only(string module)
    {
        var projects = SourceTree.Files(Path.Combine(SourceTree.ModulesFolder, $"Store.{module}"), "*.csproj").Append(Path.Combine(SourceTree.ModulesFolder, "Directory.Build.props"));

        Assert.Empty(projects.SelectMany(project => ModuleRules.ForbiddenInProject(File.ReadAllText(project), ModuleRules.OpenToModules)));
        Assert.Empty(ModuleRules.ForbiddenAssemblies(AssemblyOf(module).GetReferencedAssemblies().Select(reference => reference.Name!)));
    }

    [Theory]
    [InlineData("Store.Kernel")]
    [InlineData("Store.Contracts", "Store.Kernel")]
    public void What_modules_stand_on_refers_to_no_module(string project, params string[] allowed) =>
        Assert.Empty(ModuleRules.ForbiddenInProject(File.ReadAllText(Path.Combine(SourceTree.Root, "src", project, $"{project}.csproj")), allowed));

    [Theory]
    [MemberData(nameof(Modules))]
    public void Of_a_module_others_see_its_marker_only(string module) => Assert.Empty(ModuleRules.SeenFromOutside(module, AssemblyOf(module).GetExportedTypes()));

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_slice_is_one_file_of_its_name(string module) => Assert.Empty(SourceTree.Files(Path.Combine(SourceTree.ModulesFolder, $"Store.{module}"))
        .SelectMany(file => ModuleRules.SliceFaults(Path.GetFileName(file), File.ReadAllText(file))));

    [Fact]
    public void A_slice_name_is_given_once_in_all_of_Store() => Assert.Empty(ModuleRules.Doubles(SliceNames()));

    [Fact]
    public void The_rules_see_what_they_are_for()
    {
        Assert.Equal(["refers to Store.Catalog", "shows its inside to Store.Finance"], ModuleRules.ForbiddenInProject("""
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <ProjectReference Include="..\..\Store.Kernel\Store.Kernel.csproj" />
                <ProjectReference Include="..\Store.Catalog\Store.Catalog.csproj" />
                <InternalsVisibleTo Include="Store.Finance" />
              </ItemGroup>
            </Project>
            """, ModuleRules.OpenToModules));
        Assert.Equal(["Store.Catalog"], ModuleRules.ForbiddenAssemblies(["System.Runtime", "Store.Kernel", "Store.Catalog", "Store.Contracts"]));
        Assert.Equal(["Store.Tests.Rules.ModuleRulesTests"], ModuleRules.SeenFromOutside("Chain", [typeof(ChainModule), typeof(ModuleRulesTests)]));
        Assert.Equal(["sellgoods"], ModuleRules.Doubles(["sellgoods", "OpenShift", "SellGoods"]));
        Assert.Equal(["SellGoods.cs holds BuyGoods"], ModuleRules.SliceFaults("SellGoods.cs", """
            internal static class BuyGoods
            {
                internal sealed class Endpoint : IEndpoint { }
            }
            """));
        Assert.Equal(["SellGoods.cs has 2 endpoints", "SellGoods.cs holds BuyGoods"], ModuleRules.SliceFaults("SellGoods.cs", """
            internal static class SellGoods
            {
                internal sealed class Endpoint : IEndpoint { }
            }

            internal static class BuyGoods
            {
                internal sealed class Endpoint(Db db) : IEndpoint { }
            }
            """));
        Assert.Empty(ModuleRules.SliceFaults("Basket.cs", "internal sealed record Basket; internal sealed record Line;"));
    }

    private static IEnumerable<string> SliceNames() => SourceTree.Modules
        .SelectMany(module => AssemblyOf(module).DefinedTypes)
        .Where(type => type is { IsAbstract: true, IsSealed: true, IsNested: false } && type.DeclaredNestedTypes.Any(nested => nested.Name is "Handler" or "Endpoint"))
        .Select(type => type.Name);

    private static Assembly AssemblyOf(string module) => Assembly.Load($"Store.{module}");
}
