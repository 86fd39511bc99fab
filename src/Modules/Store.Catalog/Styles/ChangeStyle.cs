using Store.Catalog.Prices;

namespace Store.Catalog.Styles;

/// <summary>Renames a style or its values, adds values, and takes away those that no variant has. Products that are there keep their names and codes.</summary>
internal static class ChangeStyle
{
    internal sealed record Command(long StyleId, string Name, string? CodePattern, IReadOnlyList<StyleAttribute> Attributes, int Version) : ICommand<Result>, IStyleFields;

    internal sealed record Result(long StyleId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => Include(new StyleFieldsValidator());
    }

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Old>("SELECT Code, Name, CodePattern FROM catalog.Styles WHERE StyleId = @StyleId", command, cancellationToken)
                ?? throw new NotFound("style", command.StyleId);
            var updated = await db.Execute("""
                UPDATE catalog.Styles
                SET    Name = @Name, CodePattern = @CodePattern, Version = Version + 1
                WHERE  StyleId = @StyleId AND Version = @Version
                """, new
            {
                command.StyleId, Name = command.Name.Trim(), command.Version,
                CodePattern = string.IsNullOrEmpty(command.CodePattern) ? StyleRows.DefaultPattern(command.Attributes.Count) : command.CodePattern.Trim(),
            }, cancellationToken);
            if (updated == 0)
                throw new Conflict("style.stale", $"Someone else has changed the style {old.Code}; read it again.");

            var before = await db.StyleValues(command.StyleId, cancellationToken);
            if (command.Attributes.Count != before.Select(value => value.AttributeNo).Distinct().Count())
                throw new RuleBroken("style.attributes_fixed", "A style keeps its attributes; make another style for other ones.");
            var after = command.Attributes.SelectMany((attribute, index) => Values(command.StyleId, attribute, index + 1, before)).ToList();
            CreateStyle.Handler.RequireDistinctCodes(after);
            await RequireUnused(command.StyleId, before.Where(value => !after.Exists(one => one.AttributeNo == value.AttributeNo && one.ValueNo == value.ValueNo)), cancellationToken);

            await db.Execute("DELETE FROM catalog.StyleValues WHERE StyleId = @StyleId", command, cancellationToken);
            await db.InsertStyleValues(after, cancellationToken);
            foreach (var (index, attribute) in command.Attributes.Index())
            {
                await db.Execute(
                    "UPDATE catalog.StyleAttributes SET Name = @Name WHERE StyleId = @StyleId AND AttributeNo = @AttributeNo",
                    new { Name = attribute.Name.Trim(), command.StyleId, AttributeNo = index + 1 }, cancellationToken);
            }

            await audit.Add("catalog.manage-products", $"style {old.Code}", PriceRow.WholeChain, new { old.Name, old.CodePattern, Values = before }, command, cancellationToken);
            return new Result(command.StyleId, command.Version + 1);
        }

        /// <summary>The values of an attribute as they are to be: a known number keeps it, a new value gets the next.</summary>
        private static IEnumerable<StyleValueRow> Values(long styleId, StyleAttribute attribute, int attributeNo, IEnumerable<StyleValueRow> before)
        {
            var known = before.Where(value => value.AttributeNo == attributeNo).ToDictionary(value => value.ValueNo);
            var next = known.Keys.Max() + 1;
            foreach (var (index, value) in attribute.Values.Index())
            {
                var old = value.ValueNo is { } number ? known.GetValueOrDefault(number) ?? throw new RuleBroken("style.value_unknown", $"The style has no value {number}.") : null;
                var valueNo = old?.ValueNo ?? next++;
                yield return new StyleValueRow(
                    styleId, attributeNo, valueNo, index + 1, value.Name.Trim(), value.Code is null && old is not null ? old.Code : StyleRows.ValueCode(value.Code, value.Name, valueNo));
            }
        }

        private async Task RequireUnused(long styleId, IEnumerable<StyleValueRow> gone, CancellationToken cancellationToken)
        {
            foreach (var value in gone)
            {
                var variant = await db.Find<long?>("""
                    SELECT ProductId
                    FROM   catalog.Variants
                    WHERE  StyleId = @styleId AND CASE @AttributeNo WHEN 1 THEN Value1 WHEN 2 THEN Value2 ELSE Value3 END = @ValueNo
                    """, new { styleId, value.AttributeNo, value.ValueNo }, cancellationToken);
                if (variant is not null)
                    throw new RuleBroken("style.value_used", $"There are variants in {value.Name}, so that it stays.");
            }
        }

        private sealed record Old(string Code, string Name, string CodePattern);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Name, string? CodePattern, IReadOnlyList<StyleAttribute> Attributes, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/styles/{styleId:long}", (long styleId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(styleId, body.Name, body.CodePattern, body.Attributes, body.Version), cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(ChangeStyle)).WithSummary("Change a style and the values of its attributes")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
