using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Checkout;

[DbContext(typeof(StoreContext))]
[Migration("202611220081_Checkout_Reasons")]
public sealed class Checkout_Reasons : StoreMigration
{
    private static readonly (string Event, string Code, string Hans, string Hant, string En)[] Usual =
    [
        ("Return", "quality", "质量问题", "品質問題", "Faulty"),
        ("Return", "wrong", "买错了", "買錯了", "Wrong goods"),
        ("Return", "changed", "不想要了", "不想要了", "Changed mind"),
        ("VoidLine", "mistake", "扫错了", "掃錯了", "Scanned by mistake"),
        ("VoidLine", "unwanted", "顾客不要了", "顧客不要了", "Customer does not want it"),
        ("VoidLine", "price", "价格与预期不符", "價格與預期不符", "Price not as expected"),
        ("VoidSale", "left", "顾客离开", "顧客離開", "Customer left"),
        ("VoidSale", "payment", "付款不成功", "付款不成功", "Payment failed"),
        ("VoidSale", "mistake", "录错了", "輸入錯誤", "Entered by mistake"),
        ("Discount", "damaged", "商品有瑕疵", "商品有瑕疵", "Damaged goods"),
        ("Discount", "match", "比价", "比價", "Price match"),
        ("Discount", "complaint", "客诉补偿", "客訴補償", "Complaint"),
        ("PriceOverride", "label", "与价签不符", "與價格標籤不符", "Shelf label differs"),
        ("PriceOverride", "match", "比价", "比價", "Price match"),
        ("PriceOverride", "damaged", "商品有瑕疵", "商品有瑕疵", "Damaged goods"),
        ("NoSale", "change", "换零钱", "換零錢", "Change money"),
        ("NoSale", "check", "核对现金", "核對現金", "Check the cash"),
        ("NoSale", "other", "其他", "其他", "Other"),
        ("CashIn", "change", "补充零钱", "補充零錢", "Add change"),
        ("CashIn", "other", "其他", "其他", "Other"),
        ("CashOut", "petty", "零星支出", "零用金支出", "Petty cash"),
        ("CashOut", "supplier", "付供应商", "付供應商", "Pay a supplier"),
        ("CashOut", "other", "其他", "其他", "Other"),
        ("VoidParked", "left", "顾客没有回来", "顧客沒有回來", "Customer did not come back"),
        ("VoidParked", "mistake", "挂错了", "掛錯了", "Parked by mistake"),
        ("CancelOrder", "customer", "顾客取消", "顧客取消", "Customer cancels"),
        ("CancelOrder", "supply", "无法供货", "無法供貨", "Cannot be supplied"),
    ];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("ReasonCodes", schema: "checkout", columns: table => new
        {
            ReasonCodeId = Long(table),
            Event = Text(table, 20),
            Code = Text(table, 40),
            NameHans = Text(table, 60),
            NameHant = Text(table, 60),
            NameEn = Text(table, 60),
            SortOrder = Int(table),
            Active = Flag(table),
            Version = Long(table),
        }, constraints: table => table.PrimaryKey("PK_ReasonCodes", row => row.ReasonCodeId));
        migrationBuilder.CreateIndex("UX_ReasonCodes_Code", "ReasonCodes", ["Event", "Code"], schema: "checkout", unique: true);
        for (var i = 0; i < Usual.Length; i++)
        {
            var (happening, code, hans, hant, en) = Usual[i];
            migrationBuilder.InsertData(
                "ReasonCodes", ["ReasonCodeId", "Event", "Code", "NameHans", "NameHant", "NameEn", "SortOrder", "Active", "Version"],
                ["bigint", "nvarchar(20)", "nvarchar(40)", "nvarchar(60)", "nvarchar(60)", "nvarchar(60)", "int", "bit", "bigint"],
                [i + 1L, happening, code, hans, hant, en, i + 1, true, 1L], schema: "checkout");
        }

        migrationBuilder.CreateTable("Questions", schema: "checkout", columns: table => new
        {
            QuestionId = Long(table),
            Event = Text(table, 20),
            ReasonCode = Text(table, 40, nullable: true),
            AfterQuestionId = Long(table, nullable: true),
            AfterAnswer = Text(table, 40, nullable: true),
            Kind = Text(table, 10),
            Required = Flag(table),
            TextHans = Text(table, 200),
            TextHant = Text(table, 200),
            TextEn = Text(table, 200),
            ProductId = Long(table, nullable: true),
            CategoryId = Long(table, nullable: true),
            SortOrder = Int(table),
            Active = Flag(table),
            Version = Long(table),
        }, constraints: table => table.PrimaryKey("PK_Questions", row => row.QuestionId));
        migrationBuilder.CreateIndex("IX_Questions_Event", "Questions", ["Event", "SortOrder"], schema: "checkout");

        migrationBuilder.CreateTable("QuestionChoices", schema: "checkout", columns: table => new
        {
            QuestionId = Long(table),
            Position = Int(table),
            Code = Text(table, 40),
            NameHans = Text(table, 100),
            NameHant = Text(table, 100),
            NameEn = Text(table, 100),
        }, constraints: table => table.PrimaryKey("PK_QuestionChoices", row => new { row.QuestionId, row.Position }));

        migrationBuilder.CreateTable("Answers", schema: "checkout", columns: table => new
        {
            AnswerId = Long(table),
            StoreId = Long(table),
            SubjectKind = Text(table, 20),
            SubjectId = Long(table),
            LineNumber = Int(table),
            QuestionId = Long(table),
            Question = Text(table, 200),
            Answer = Text(table, 400),
            AnsweredAt = Time(table),
        }, constraints: table => table.PrimaryKey("PK_Answers", row => row.AnswerId));
        migrationBuilder.CreateIndex("IX_Answers_Subject", "Answers", ["SubjectId", "LineNumber"], schema: "checkout");
    }
}
