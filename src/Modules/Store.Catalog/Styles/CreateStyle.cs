using System.Data.Common;
using Store.Catalog.Prices;
using Store.Catalog.Products;

namespace Store.Catalog.Styles;

/// <summary>Takes in a style (款): an article with its attributes, such as colour and size, and their values. Its variants are made by a command of their own.</summary>
internal static class CreateStyle
{
    internal sealed record Command(string Code, string Name, string? CodePattern, IReadOnlyList<StyleAttribute> Attributes) : ICommand<Result>, IStyleFields;

    internal sealed record Result(long StyleId, string Code, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            Include(new StyleFieldsValidator());
            RuleFor(command => command.Code).NotEmpty().MaximumLength(30).IsPlainText();
        }
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var style = new
            {
                StyleId = ids.Next(), Code = ProductRows.NormalCode(command.Code), Name = command.Name.Trim(), Now = clock.GetUtcNow().UtcDateTime,
                CodePattern = string.IsNullOrEmpty(command.CodePattern) ? StyleRows.DefaultPattern(command.Attributes.Count) : command.CodePattern.Trim(),
            };
            try
            {
                await db.Execute("""
                    INSERT INTO catalog.Styles (StyleId, Code, Name, CodePattern, Version, CreatedAt)
                    VALUES (@StyleId, @Code, @Name, @CodePattern, 1, @Now)
                    """, style, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("style.code_taken", $"There is a style {style.Code} already.");
            }

            await db.Insert(
                "INSERT INTO catalog.StyleAttributes (StyleId, AttributeNo, Name) VALUES (@StyleId, @AttributeNo, @Name)",
                [.. command.Attributes.Select((attribute, index) => new { style.StyleId, AttributeNo = index + 1, Name = attribute.Name.Trim() })], cancellationToken);
            var values = command.Attributes.SelectMany((attribute, index) => attribute.Values.Select((value, number) => new StyleValueRow(
                style.StyleId, index + 1, number + 1, number + 1, value.Name.Trim(), StyleRows.ValueCode(value.Code, value.Name, number + 1)))).ToList();
            RequireDistinctCodes(values);
            await db.InsertStyleValues(values, cancellationToken);
            await audit.Add("catalog.manage-products", $"style {style.Code}", PriceRow.WholeChain, old: null, now: command, cancellationToken);
            return new Result(style.StyleId, style.Code, Version: 1);
        }

        internal static void RequireDistinctCodes(IEnumerable<StyleValueRow> values)
        {
            if (values.GroupBy(value => (value.AttributeNo, value.Code)).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw new RuleBroken("style.value_code_twice", $"Two values have the code {twice.Key.Code}, so that their variants would have one code.");
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/styles", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(CreateStyle)).WithSummary("Take in a style with its attributes and values")
            .ProducesValidationProblem().ProducesProblem(409).ProducesProblem(422);
    }
}
